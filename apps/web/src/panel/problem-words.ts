import { harmlessText } from "@riposte/plan/harmless-text";
import type { Diagnostic } from "@riposte/plan";
import { wordsOf } from "@riposte/plan/field-words";

/** Errors first, each as the drawing has it. */
export function byWeight(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const weight = ({ severity }: Diagnostic) => (severity === "error" ? 0 : 1);
  return problems.toSorted((a, b) => weight(a) - weight(b));
}

const GROUPS: Readonly<Record<string, string>> = {
  cases: "Case",
  assignments: "Variable",
  edges: "Connection",
};

/** `arguments.uuid` → "UUID", `cases.0.when` → "Case 1" */
export function fieldWords(field: string): string {
  const [top = "", ...rest] = field.split(".");
  const group = GROUPS[top];
  if (group !== undefined && rest[0] !== undefined)
    return `${group} ${/^\d+$/.test(rest[0]) ? Number(rest[0]) + 1 : harmlessText(rest[0])}`;
  const keys = top === "arguments" || top === "config" || top === "approval" ? rest : [top, ...rest];
  if (keys.length === 0) return wordsOf(top);
  const words = keys.map((key) => (/^\d+$/.test(key) ? String(Number(key) + 1) : wordsOf(key)));
  return harmlessText(words.join(", "));
}
