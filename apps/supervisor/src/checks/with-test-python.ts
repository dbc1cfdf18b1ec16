import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, dirname } from "node:path";
import { searchPath, withOwn } from "../env.ts";
import type { Variables } from "../env.ts";
import { findPython } from "../setup/find-python.ts";
import { pythonEnvironment } from "../setup/python-environment.ts";
import { messageOf } from "../user-error.ts";

interface Command {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly cwd?: string;
  readonly variables?: Variables;
}

/** A command that needs the Python of the tests, of which it is told the path; this process ends as it ends. */
export async function withTestPython(commandOf: (python: string) => Command): Promise<void> {
  try {
    const python = await pythonEnvironment("dev", await findPython());
    const { program, parameters, cwd, variables } = commandOf(python);
    const child = spawn(program, parameters, {
      cwd,
      env: withOwn({
        PATH: [dirname(python), ...searchPath()].join(delimiter),
        PYTHONDONTWRITEBYTECODE: "1",
        ...variables,
      }),
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code] = (await once(child, "exit")) as [number | null];
    process.exitCode = code ?? 1;
  } catch (error) {
    console.error(`\n${messageOf(error)}`);
    process.exitCode = 1;
  }
}
