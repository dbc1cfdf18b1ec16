import { createHash } from "node:crypto";

/** The same for all tries of a step, so that mail systems can tell a repeated message. With angle brackets. */
export function messageIdOf(requestKey: string): string {
  return `<${createHash("sha256").update(requestKey).digest("hex").slice(0, 32)}@riposte.local>`;
}
