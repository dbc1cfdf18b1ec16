import { validateHeaderName, validateHeaderValue } from "node:http";
import { ActionError } from "../action-error.ts";

/** These describe the connection; they are ours to set. */
const OURS = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
  "keep-alive",
]);

/** With lower-case names. @throws ActionError for what cannot be sent. */
export function checkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked = new Map<string, string>();
  for (const [written, value] of Object.entries(headers)) {
    const name = written.toLowerCase();
    if (!isSendable(written, value)) throw badHeader(written, "has a character that headers cannot hold");
    if (OURS.has(name) || name.startsWith("proxy-")) throw badHeader(written, "is set by Riposte itself");
    if (checked.has(name)) throw badHeader(written, "is there twice");
    checked.set(name, value);
  }
  return Object.fromEntries(checked);
}

function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function badHeader(name: string, reason: string): ActionError {
  return new ActionError("bad_arguments", `The header ${JSON.stringify(name)} ${reason}.`, {
    field: "arguments.headers",
  });
}
