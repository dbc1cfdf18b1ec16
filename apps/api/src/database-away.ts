import { BodyBrokenOff } from "./body-broken-off.ts";

const DISK_FULL = "53100";

/** What the driver throws when the server is gone, restarting or out of connections, memory or disk: trying again can help. */
const CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "DATABASE_SILENT",
  "BLOB_STORE_AWAY",
  DISK_FULL,
  "53200",
  "53300",
  "53400",
  "58030",
  "57014",
  "57P01",
  "57P02",
  "57P03",
]);

export function isDatabaseAway(error: unknown): boolean {
  return codeOfAway(error) !== null;
}

/** Codes after which what was asked may have been done, or may still be. */
const OPEN = new Set([
  "ECONNRESET",
  "EPIPE",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "DATABASE_SILENT",
]);

/** Of an error that is one of these: it does not tell what became of the statement. */
export function leavesOpen(error: unknown): boolean {
  return OPEN.has(codeOfAway(error) ?? "");
}

/** What people are told of an error that is one of these, and what they can do about it. */
export function awayWords(error: unknown): string {
  const trouble =
    codeOfAway(error) === DISK_FULL
      ? "The database's disk is full: nothing can be saved. Free some space on it, then try again"
      : "The database does not answer. Try again in a moment";
  return `${trouble}; \`riposte status\` shows its state.`;
}

function codeOfAway(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof BodyBrokenOff) return null;
    if ("code" in at && typeof at.code === "string" && CODES.has(at.code)) return at.code;
    if (at instanceof AggregateError) {
      const inner = at.errors.map(codeOfAway).find((code) => code !== null);
      if (inner !== undefined) return inner;
    }
  }
  return null;
}
