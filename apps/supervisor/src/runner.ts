import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { checkVariables, indexVariables, passedOn, pythonFolders, runnerVariables } from "./env.ts";
import { environmentsFolder } from "./product/python-specs.ts";
import { pythonProject } from "./project.ts";
import { findPython } from "./setup/find-python.ts";
import { pythonEnvironment } from "./setup/python-environment.ts";
import { uvForScripts } from "./setup/uv.ts";
import { messageOf, UserError } from "./user-error.ts";

// The runner of a group, on a machine where nothing else of the product runs: `riposte runner` starts this.

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof UserError ? error.message : messageOf(error));
  process.exitCode = 1;
}

async function run(): Promise<number> {
  checkVariables();
  const python = await findPython();
  const interpreter = await pythonEnvironment("run", python);
  const uv = await uvForScripts(python.executable);
  const child = spawn(interpreter, ["-m", "riposte_runner.remote.main"], {
    cwd: "/",
    env: {
      ...passedOn(),
      ...indexVariables(),
      ...runnerVariables(),
      PYTHONPATH: join(pythonProject, "src"),
      RIPOSTE_PYTHONS: pythonFolders().join(":"),
      ...(uv === null ? {} : { RIPOSTE_UV: uv, RIPOSTE_ENVIRONMENTS: environmentsFolder() }),
    },
    // It ends when its stdin does, and with it when whoever started this one is gone.
    stdio: ["inherit", "inherit", "inherit"],
  });
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => child.kill("SIGTERM"));
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}
