export const UNSENT = "riposte.unsent";

/** Whether this browser keeps changes of any playbook that are not saved. */
export function keepsUnsent(): boolean {
  return Object.keys(localStorage).some((name) => name.startsWith(`${UNSENT}.`));
}
