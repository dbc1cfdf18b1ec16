import { join } from "node:path";
import { handOver } from "./hand-over.mjs";
import { prepare } from "./prepare.mjs";
import { project } from "./project.mjs";

await prepare();
handOver(join(project, "apps/supervisor/src/checks/hostile.ts"), process.argv.slice(2));
