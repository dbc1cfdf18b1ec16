import { ownerNow } from "./owner.ts";

const OWN = "riposte.own.";
const UNSENT = ".unsent.";
const SCRIPT = ".script.";

/** The place in the browser's store of what a person typed, theirs alone. @throws before it is known who asks. */
export function ownKey(name: string, owner = ownerNow()): string {
  if (owner === null) throw new Error("Whose it is has to be known before anything is kept.");
  return `${OWN}${owner}.${name}`;
}

/** What is not saved, and lost when it is removed: a playbook's changes, scripts. Of one person, or of everybody. */
export function unsavedKeys(owner: string | null = null): readonly string[] {
  const prefix = owner === null ? OWN : `${OWN}${owner}.`;
  return Object.keys(localStorage).filter(
    (key) => key.startsWith(prefix) && (key.includes(UNSENT) || key.includes(SCRIPT)),
  );
}

/** Everything that a person typed and this browser keeps. */
export function removeOwn(owner: string): void {
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store)) if (key.startsWith(`${OWN}${owner}.`)) store.removeItem(key);
  }
}
