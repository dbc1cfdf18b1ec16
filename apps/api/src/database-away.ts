import { BodyBrokenOff } from "./body-broken-off.ts";

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
  "53100",
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
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof BodyBrokenOff) return false;
    if ("code" in at && typeof at.code === "string" && CODES.has(at.code)) return true;
    if (at instanceof AggregateError && at.errors.some((inner) => isDatabaseAway(inner))) return true;
  }
  return false;
}
