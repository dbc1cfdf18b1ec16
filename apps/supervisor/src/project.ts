import { realpathSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The checkout, by its real path: so that other users need no symbolic link to find it. */
export const project = realpathSync(join(import.meta.dirname, "../../.."));
export const defaultData = join(project, ".riposte");
export const pythonProject = join(project, "python-activities");
export const becomeScript = join(import.meta.dirname, "processes/become.py");
/** For `node --import`. */
export const resolveOnce = pathToFileURL(join(import.meta.dirname, "resolve-once.ts")).href;
