import { pythonProject } from "../project.ts";
import { withTestPython } from "./with-test-python.ts";

// `pnpm test:hostile`: every hostile script in every sandbox backend; `npm test` takes them by turns.

const tests = process.getuid?.() === 0 ? "tests/test_as_other_users.py" : "tests/sandbox/test_hostile.py";

await withTestPython((python) => ({
  program: python,
  parameters: ["-m", "pytest", ...process.argv.slice(2), tests],
  cwd: pythonProject,
  variables: { RIPOSTE_HOSTILE: "all" },
}));
