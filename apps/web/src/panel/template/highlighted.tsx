import { memo } from "react";
import type { Ref } from "react";
import type { TextRange } from "../preview/rendered.ts";
import { spansOf } from "./spans.ts";
import type { Mode, Span } from "./spans.ts";
import classes from "./template-input.module.css";

interface HighlightedProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly text: string;
  readonly mode: Mode;
  readonly marked: readonly TextRange[];
}

/** The same text under the field, in colours; it also gives the field its height. */
export const Highlighted = memo(function Highlighted({ ref, text, mode, marked }: HighlightedProps) {
  return (
    <div ref={ref} className={classes["paint"]} aria-hidden>
      {spansOf(text, mode)
        .flatMap((span) => cut(span, text.length, marked))
        .map(({ kind, start, end, isMarked }) => (
          <span key={start} data-kind={undefined} data-span={kind} data-marked={isMarked || undefined}>
            {text.slice(start, end)}
          </span>
        ))}
      {/* A line that has just begun has its height as well. */}
      {"\u200B"}
    </div>
  );
});

/** A span in pieces, wherever a marked stretch begins or ends in it. */
function cut(
  span: Span,
  length: number,
  marked: readonly TextRange[],
): (Span & { readonly isMarked: boolean })[] {
  const ranges = marked.map(({ start, end }) => visible(start, end, length));
  const edges = new Set([span.start, span.end]);
  for (const { start, end } of ranges)
    for (const edge of [start, end]) if (edge > span.start && edge < span.end) edges.add(edge);
  const sorted = [...edges].toSorted((a, b) => a - b);
  return sorted.slice(0, -1).map((start, at) => ({
    ...span,
    start,
    end: sorted[at + 1] ?? span.end,
    isMarked: ranges.some((range) => start >= range.start && start < range.end),
  }));
}

/** What is wrong at the end, or of no length, is shown at the character before. */
function visible(start: number, end: number, length: number): TextRange {
  const from = Math.max(0, Math.min(start, length - 1));
  return { start: from, end: Math.max(end, from + 1) };
}
