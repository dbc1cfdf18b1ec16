import { pino } from "pino";
import type { Logger } from "pino";

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/**
 * Structured lines on stderr. Not by pino's own destination: when the reader is gone it tries for ever, and
 * stands in the way of the very shutdown that the reader's end asks for.
 */
export function createLogger(level: string): Logger {
  const options = { level, base: { component: "api" }, serializers: { err: describeError } };
  process.stderr.on("error", () => {});
  return pino(options, process.stderr);
}

/** Errors of queries quote their parameters, which are data of runs: what the driver said is enough. */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  if ("query" in error && "params" in error && error.cause instanceof Error)
    return describeError(error.cause);
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const stack = error.stack === undefined ? {} : { stack: error.stack };
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  return { type: error.name, message: error.message, ...code, ...stack, ...cause };
}
