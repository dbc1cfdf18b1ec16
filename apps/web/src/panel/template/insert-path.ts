import { contextAt } from "./cursor-context.ts";
import type { Mode } from "./spans.ts";

/** What is dragged from the tree of data. */
export const DRAGGED_PATH = "application/x-riposte-path";

/** The path as it has to stand there: in braces, unless the cursor is between some already. */
export function pathFor(
  text: string,
  cursor: number,
  at: { readonly mode: Mode; readonly path: string },
): string {
  const isCode = at.mode === "expression" || contextAt(text, cursor, at.mode) !== null;
  return isCode ? at.path : `{{ ${at.path} }}`;
}
