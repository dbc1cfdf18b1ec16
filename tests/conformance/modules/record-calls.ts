import { cp, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { ModuleFolder } from "./module-folder.ts";
import { runTool } from "./run-tool.ts";

/** What a unit test of a module did with one of its actions; riposte_record.py writes it. */
export interface RecordedCall {
  readonly class: string;
  /** What a test has put in the place of something else than HTTP. */
  readonly patched: string | null;
  /** Whether it is given a file that is there. */
  readonly files: boolean;
  readonly arguments: unknown;
  readonly configuration: unknown;
  readonly results?: unknown;
  readonly error: string | null;
  readonly exchanges: readonly object[];
}

export interface Recording {
  readonly calls: readonly RecordedCall[];
  /** By class, what its code is registered under. */
  readonly commands: Readonly<Record<string, string>>;
  /** Why there are none. */
  readonly problem: string | null;
}

const BUILD_MS = 600_000;
const TESTS_MS = 600_000;
const NOTHING = { calls: [], commands: {} };

interface Tools {
  readonly work: string;
  readonly uv: string;
  readonly python: string;
}

/** Runs the unit tests of the module, in an environment of its own, on a copy of it. */
export async function recordCalls(module: ModuleFolder, { work, uv, python }: Tools): Promise<Recording> {
  const environment = join(work, `${module.name}.env`);
  const list = join(work, `${module.name}.txt`);
  await writeFile(list, module.packages.join("\n"));
  for (const command of [
    [uv, "venv", "--python", python, environment],
    [uv, "pip", "install", "--no-deps", "--python", environment, "-r", list],
  ]) {
    const { code, output } = await runTool(command, { timeoutMs: BUILD_MS });
    if (code !== 0) return { ...NOTHING, problem: `its environment was not built: ${lastLine(output)}` };
  }
  const copy = join(work, module.name);
  await cp(module.path, copy, { recursive: true });
  const [to, commands] = [join(work, `${module.name}.jsonl`), join(work, `${module.name}.commands.json`)];
  await writeFile(to, "");
  const tests = await runTool(
    [join(environment, "bin/python"), "-m", "pytest", "-p", "riposte_record", "-q", "tests"],
    {
      cwd: copy,
      env: {
        RECORD_TO: to,
        RECORD_COMMANDS: commands,
        PYTHONPATH: [copy, import.meta.dirname].join(delimiter),
      },
      timeoutMs: TESTS_MS,
    },
  );
  const lines = (await readFile(to, "utf8")).split("\n").filter((line) => line !== "");
  const calls = lines.map((line) => JSON.parse(line) as RecordedCall);
  const known = await readFile(commands, "utf8").catch(() => null);
  if (known === null) return { ...NOTHING, problem: `its tests did not run: ${lastLine(tests.output)}` };
  return { calls, commands: JSON.parse(known) as Recording["commands"], problem: null };
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1) ?? "it said nothing";
}
