import { randomBytes } from "node:crypto";

/** Runs, playbooks, triggers, connectors, actions, approvals, tokens, messages and workspaces. */
type IdPrefix = "run" | "pb" | "trg" | "con" | "act" | "apr" | "tok" | "msg" | "ws";

/** An opaque id: `run_` and 22 url-safe random characters (128 bits). */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${randomBytes(16).toString("base64url")}`;
}
