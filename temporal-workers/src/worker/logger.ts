import { pino } from "pino";
import type { Logger } from "pino";

/**
 * To stderr. Not by pino's own destination: when the reader is gone it tries for ever, and stands in the way
 * of the very shutdown that the reader's end asks for.
 */
export function createLogger(level: string): Logger {
  process.stderr.on("error", () => {});
  return pino({ level, base: { component: "worker" } }, process.stderr);
}
