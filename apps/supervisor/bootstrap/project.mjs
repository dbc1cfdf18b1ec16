import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

/** The project's folder; everything else is said relative to it. */
export const project = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** The Node that the project brings for itself, once its packages are installed. */
export const ownNode = join(project, "node_modules", "node", "bin", "node");
