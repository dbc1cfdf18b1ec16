interface Touch {
  readonly did: "comment" | "status";
}

/** "Changed the status, commented twice", or that it was only started for the alert. */
export function touchWords(did: readonly Touch[], named: boolean): string {
  const times = (what: Touch["did"]) => did.filter((touch) => touch.did === what).length;
  const parts = [
    counted("changed the status", times("status")),
    counted("commented", times("comment")),
    named && did.length === 0 ? "its event names the alert" : "",
  ].filter((part) => part !== "");
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counted(what: string, times: number): string {
  if (times === 0) return "";
  return times === 1 ? what : `${what} ${times === 2 ? "twice" : `${times} times`}`;
}
