import { join } from "node:path";
import { pathToFileURL } from "node:url";

const resolveOnce = join(import.meta.dirname, "../../apps/supervisor/src/resolve-once.ts");

/** What the supervisor gives Node for a program of ours, before its entry. */
export const NODE_FLAGS = [`--import=${pathToFileURL(resolveOnce).href}`];
