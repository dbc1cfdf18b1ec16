import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { closedAncestor } from "../root/reach.ts";
import { pyenvRoot } from "../env.ts";
import { UserError } from "../user-error.ts";
import { runTool } from "./run-tool.ts";

const OLDEST_MINOR = 10;

const answer = z.object({ executable: z.string(), prefix: z.string(), major: z.int(), minor: z.int() });

export type Python = Readonly<z.infer<typeof answer>>;

const QUESTION = `import json, os, sys
print(json.dumps({"executable": os.path.realpath(sys.executable), "prefix": os.path.realpath(sys.base_prefix),
                  "major": sys.version_info[0], "minor": sys.version_info[1]}))`;

/**
 * A Python that is new enough; for root preferably one that other users can reach.
 * @throws UserError where there is none.
 */
export async function findPython(): Promise<Python> {
  const asRoot = process.getuid?.() === 0;
  let second: Python | null = null;
  for (const candidate of await candidates()) {
    const python = await ask(candidate);
    if (python === null) continue;
    if (!asRoot || (await closedAncestor(python.executable)) === null) return python;
    second ??= python;
  }
  if (second !== null) return second;
  throw new UserError(
    `Riposte needs Python 3.${OLDEST_MINOR} or later and found none: install it (on Debian: apt-get install python3) and start again.`,
  );
}

async function candidates(): Promise<string[]> {
  const newest = 15;
  const named = Array.from({ length: newest - OLDEST_MINOR + 1 }, (_, back) => `python3.${newest - back}`);
  const versions = join(pyenvRoot(), "versions");
  const installed = await readdir(versions).catch(() => []);
  const pyenv = installed
    .toSorted()
    .toReversed()
    .map((version) => join(versions, version, "bin/python3"));
  return ["python3", "/usr/bin/python3", ...named, "/usr/local/bin/python3", ...pyenv, "python"];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function ask(command: string): Promise<Python | null> {
  const { code, stdout } = await runTool(command, ["-I", "-c", QUESTION], { timeoutMs: 10_000 });
  if (code !== 0) return null;
  const found = answer.safeParse(parseJson(stdout));
  // Something else that goes by its name.
  if (!found.success) return null;
  const python = found.data;
  // A shim of pyenv or a virtual environment stands for the interpreter behind it.
  const own = dirname(dirname(python.executable)) === python.prefix;
  if (!own && python.executable.includes("/shims/")) return null;
  return python.major === 3 && python.minor >= OLDEST_MINOR ? python : null;
}
