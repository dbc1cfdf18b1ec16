import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { progress } from "../../bootstrap/progress.mjs";
import { withLock } from "../data/lock.ts";
import { cacheFolder } from "../env.ts";
import { pythonProject } from "../project.ts";
import { codeOf, UserError } from "../user-error.ts";
import type { Python } from "./find-python.ts";
import { runTool } from "./run-tool.ts";
import type { ToolResult } from "./run-tool.ts";
import { findUv } from "./uv.ts";
import { shortHash } from "./wheel.ts";

/** `dev`: with what checks and tests need too. */
type Kind = "run" | "dev";

/** The interpreter of a virtual environment with the locked packages; built once for each lockfile and Python. */
export async function pythonEnvironment(kind: Kind, python: Python): Promise<string> {
  const lock = await readFile(join(pythonProject, "uv.lock"), "utf8");
  const manifest = await readFile(join(pythonProject, "pyproject.toml"), "utf8");
  const name = `python-${kind}-${shortHash(lock, manifest, python.executable, String(python.minor))}`;
  const folder = join(cacheFolder(), name);
  const interpreter = join(folder, "bin/python");
  // Written last, so that a set-up that was cut short is done again.
  const complete = join(folder, "complete");
  if (existsSync(complete) && existsSync(interpreter)) return interpreter;

  await progress(kind === "run" ? "Python packages" : "Python packages for tests", async (say) => {
    await makeCache();
    await withLock(`${folder}.lock`, async () => {
      // Another instance may have made it while this one waited.
      if (existsSync(complete)) return;
      const uv = await findUv(python.executable, say);
      say("uv sync");
      await rm(folder, { recursive: true, force: true });
      const synced = await sync(uv, folder, kind, python);
      if (synced.code !== 0) throw new UserError(explain(synced));
      await writeFile(complete, "");
    });
  });
  return interpreter;
}

async function sync(uv: string, folder: string, kind: Kind, python: Python): Promise<ToolResult> {
  const which = kind === "run" ? "--no-dev" : "--all-groups";
  const parameters = ["sync", "--frozen", which, "--compile-bytecode", "--no-progress"];
  return runTool(uv, [...parameters, "--python", python.executable, "--project", pythonProject], {
    env: {
      UV_PROJECT_ENVIRONMENT: folder,
      UV_CACHE_DIR: join(cacheFolder(), "uv"),
      UV_PYTHON_DOWNLOADS: "never",
      UV_LINK_MODE: "copy",
      UV_SYSTEM_CERTS: "true",
      VIRTUAL_ENV: "",
    },
  });
}

async function makeCache(): Promise<void> {
  try {
    await mkdir(cacheFolder(), { recursive: true });
  } catch (error) {
    throw new UserError(
      `The cache folder ${cacheFolder()} cannot be made (${codeOf(error)}): name another one with RIPOSTE_CACHE.`,
    );
  }
}

function explain({ stderr }: ToolResult): string {
  if (/No space left/i.test(stderr)) return "The Python packages do not fit: the disk is full.";
  if (/Read-only file system|Permission denied/i.test(stderr)) {
    return `The Python packages cannot be written to ${cacheFolder()}: name another folder with RIPOSTE_CACHE.`;
  }
  const network = /dns|connect|timed out|network|Failed to fetch/i.test(stderr);
  const why = network ? "the package index cannot be reached" : "uv ended with an error";
  return `The Python packages could not be installed: ${why}.\n${stderr.trim().slice(-1_500)}`;
}
