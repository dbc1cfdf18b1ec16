import { createHash, randomBytes } from "node:crypto";

/** The part in front says what it is the id of. */
type IdPrefix =
  | "run"
  | "pb"
  | "trg"
  | "con"
  | "act"
  | "mod"
  | "apr"
  | "tok"
  | "rtk"
  | "msg"
  | "ws"
  | "usr"
  | "ses"
  | "acc"
  | "lnk"
  | "bat"
  | "trl"
  | "bt";

/** An opaque id: `run_` and 22 url-safe random characters (128 bits). */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${randomBytes(16).toString("base64url")}`;
}

/** The id of a run that follows from what starts it, so that starting it twice starts it once. */
export function derivedRunId(...from: readonly (string | number)[]): string {
  const digest = createHash("sha256").update(JSON.stringify(from)).digest();
  return `run_${digest.subarray(0, 16).toString("base64url")}`;
}
