/** `user:jane@example.com` is Jane's address, `token:ci` the token ci, `system` the product itself. */
export function actorWords(actor: string): string {
  if (actor.startsWith("user:")) return actor.slice("user:".length);
  if (actor === "system") return "Riposte";
  return actor.startsWith("token:") ? `token ${actor.slice("token:".length)}` : actor;
}

/** Roles higher than the one that is named have it too. */
export function approverWords(approver: string): string {
  return approver.startsWith("role:")
    ? `anybody who is at least ${approver.slice("role:".length)}`
    : actorWords(approver);
}
