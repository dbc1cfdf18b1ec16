import { join } from "node:path";
import { project } from "../project.ts";
import { withTestPython } from "./with-test-python.ts";

// `pnpm test:conformance`: the full comparison with Jinja2, which the Python of the tests has; with `modules CHECKOUT` that of
// modules in the public Sekoia format with their own unit tests.

const [first, ...others] = process.argv.slice(2).filter((word) => word !== "--");
const [script, parameters] =
  first === "modules" ? ["modules/main.ts", others] : ["main.ts", process.argv.slice(2)];

await withTestPython(() => ({
  program: process.execPath,
  parameters: [join(project, "tests/conformance", script), ...parameters],
}));
