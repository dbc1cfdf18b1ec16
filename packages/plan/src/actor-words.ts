/** `user:jane@example.com` is Jane's address, `token:ci` the token ci, `system` the product itself. */
export function actorWords(actor: string): string {
  if (actor.startsWith("user:")) return actor.slice("user:".length);
  if (actor === "system") return "Riposte";
  return actor.startsWith("token:") ? `token ${actor.slice("token:".length)}` : actor;
}

/** "The run is paused by bo@example.com; it goes on when somebody resumes it.": what is said to it meanwhile counts then. */
export function pausedWords(paused: { readonly by: string } | null): string {
  const by = paused === null ? "" : ` by ${actorWords(paused.by)}`;
  return `The run is paused${by}; it goes on when somebody resumes it.`;
}

/** "any analyst or above", "Jane", where `names` knows her address (in lower case), "token ci". */
export function approverWords(approver: string, names: ReadonlyMap<string, string> = new Map()): string {
  if (!approver.startsWith("role:")) {
    const words = actorWords(approver);
    return names.get(words.toLowerCase()) ?? words;
  }
  const role = approver.slice("role:".length);
  // Nobody is above an admin.
  return role === "admin" ? "any admin" : `any ${role} or above`;
}
