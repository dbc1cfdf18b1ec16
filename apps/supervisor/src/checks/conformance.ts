import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, dirname, join } from "node:path";
import { searchPath, withOwn } from "../env.ts";
import { project } from "../project.ts";
import { findPython } from "../setup/find-python.ts";
import { pythonEnvironment } from "../setup/python-environment.ts";
import { messageOf } from "../user-error.ts";

// `pnpm test:conformance`: the Python of the tests, which has Jinja2, and then the full comparison with it.

try {
  const python = await pythonEnvironment("dev", await findPython());
  const child = spawn(
    process.execPath,
    [join(project, "tests/conformance/main.ts"), ...process.argv.slice(2)],
    {
      env: withOwn({
        PATH: [dirname(python), ...searchPath()].join(delimiter),
        PYTHONDONTWRITEBYTECODE: "1",
      }),
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const [code] = (await once(child, "exit")) as [number | null];
  process.exitCode = code ?? 1;
} catch (error) {
  console.error(`\n${messageOf(error)}`);
  process.exitCode = 1;
}
