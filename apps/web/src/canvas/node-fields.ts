import type { DraftNode } from "@riposte/draft";

/** A field of a step that may be half written: what is no text counts as empty. */
export function textOf(node: DraftNode, field: string): string {
  const value = node[field];
  return typeof value === "string" ? value : "";
}

/** What people call a step. */
export function titleOf(node: DraftNode): string {
  const label = textOf(node, "label");
  return label.trim() === "" ? node.name : label;
}
