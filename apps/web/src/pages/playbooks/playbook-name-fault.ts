import { harmlessText } from "@riposte/plan/harmless-text";

const LONGEST = 200;

/** Why a playbook cannot be called so; null: it can. */
export function playbookNameFault(name: string): string | null {
  const { length } = name.trim();
  if (length === 0) return "A playbook needs a name.";
  const shown = harmlessText(name);
  if (shown !== name || !name.isWellFormed()) return `A name holds no hidden codes: this one is ${shown}.`;
  return length > LONGEST ? `A name has at most ${LONGEST} letters; this one has ${length}.` : null;
}
