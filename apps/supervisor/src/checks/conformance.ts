import { join } from "node:path";
import { project } from "../project.ts";
import { withTestPython } from "./with-test-python.ts";

// `pnpm test:conformance`: the full comparison with Jinja2, which the Python of the tests has.

await withTestPython(() => ({
  program: process.execPath,
  parameters: [join(project, "tests/conformance/main.ts"), ...process.argv.slice(2)],
}));
