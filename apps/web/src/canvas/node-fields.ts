import { harmlessText } from "@riposte/plan/harmless-text";
import type { DraftGraph, DraftNode } from "@riposte/draft";

/** No playbook may have a longer one. */
export const LONGEST_TITLE = 200;

/** A field of a step that may be half written: what is no text counts as empty. */
export function textOf(node: DraftNode, field: string): string {
  const value = node[field];
  return typeof value === "string" ? value : "";
}

/** What people call a step. */
export function titleOf(node: DraftNode): string {
  const label = textOf(node, "label");
  return harmlessText(label.trim() === "" ? node.name : label);
}

/** As no other step is called: "Comment alert" → "Comment alert 2", and that → "Comment alert 3". */
export function freeTitle(graph: DraftGraph, wanted: string): string {
  const taken = new Set(graph.nodes.map(titleOf));
  if (!taken.has(wanted)) return wanted;
  const base = wanted.replace(/ \d{1,4}$/, "");
  for (let at = 2; ; at++) {
    const number = ` ${at}`;
    const title = base.slice(0, LONGEST_TITLE - number.length) + number;
    if (!taken.has(title)) return title;
  }
}
