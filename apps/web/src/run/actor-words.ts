/** `user:jane@example.com` is Jane's address, `token:ci` the token ci. */
export function actorWords(actor: string): string {
  if (actor.startsWith("user:")) return actor.slice("user:".length);
  return actor.startsWith("token:") ? `the token ${actor.slice("token:".length)}` : actor;
}

/** `role:analyst` is anybody who is at least analyst. */
export function approverWords(approver: string): string {
  return approver.startsWith("role:") ? `any ${approver.slice("role:".length)}` : actorWords(approver);
}
