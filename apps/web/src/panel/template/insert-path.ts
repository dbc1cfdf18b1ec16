import { contextAt } from "./cursor-context.ts";
import { spansOf } from "./spans.ts";
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

/** Where something dropped there goes: never into the middle of a name, but after the tag that it belongs to. */
export function dropPlace(text: string, at: number, mode: Mode): number {
  const spans = spansOf(text, mode);
  const hit = spans.findIndex(({ start, end }) => start < at && at < end);
  const span = spans[hit];
  if (span === undefined || span.kind === "text") return at;
  if (mode === "expression") return text.length;
  const closer = spans
    .slice(hit)
    .find(({ kind, start, end }) => kind === "brace" && /[}]/.test(text.slice(start, end)));
  return closer?.end ?? text.length;
}
