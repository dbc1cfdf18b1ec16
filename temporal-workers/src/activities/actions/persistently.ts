import { setTimeout as sleep } from "node:timers/promises";

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** SQLSTATE classes that say "not now": connection, resources, operator (shutdown), conflicts between transactions. */
const PASSING_CLASSES = new Set(["08", "53", "57", "40"]);

/** Of the driver and of the operating system. */
const PASSING_CODES = new Set([
  "BLOB_STORE_AWAY",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "EAI_AGAIN",
  "ENOTFOUND",
]);

/** Whether PostgreSQL could not be asked, rather than said no. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseDown);
  if ("code" in error && typeof error.code === "string") {
    if (PASSING_CODES.has(error.code)) return true;
    if (/^[0-9A-Z]{5}$/.test(error.code)) return PASSING_CLASSES.has(error.code.slice(0, 2));
  }
  return isDatabaseDown(error.cause);
}

/**
 * Repeats the work for as long as the database is down: without limit, since what has happened outside must
 * not be forgotten. The work must be repeatable: its first answer may have been lost.
 */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseDown(error)) throw error;
      await sleep(pause);
    }
  }
}
