import type { Range } from "../error.ts";

/**
 * The text as the lexer reads it: line ends are `\n`, one line end at the very end is dropped, as Jinja2
 * does. Ranges still count in the text as it was written.
 */
export class Source {
  readonly text: string;
  /** Offsets in `text` that stand after a carriage return that was dropped. */
  readonly #dropped: readonly number[];
  readonly #lineStarts: readonly number[];

  constructor(written: string) {
    const normal = written.includes("\r") ? written.replaceAll(/\r\n?/g, "\n") : written;
    this.text = normal.endsWith("\n") ? normal.slice(0, -1) : normal;
    this.#dropped = written.includes("\r\n") ? droppedOffsets(written) : [];
    this.#lineStarts = lineStarts(normal);
  }

  range(start: number, end: number): Range {
    const line = countUpTo(this.#lineStarts, start);
    const column = start - (this.#lineStarts[line - 1] ?? 0) + 1;
    return { start: this.#written(start), end: this.#written(end), line, column };
  }

  #written(offset: number): number {
    return offset + countUpTo(this.#dropped, offset);
  }
}

function droppedOffsets(written: string): number[] {
  const offsets: number[] = [];
  let at = written.indexOf("\r\n");
  while (at >= 0) {
    offsets.push(at - offsets.length + 1);
    at = written.indexOf("\r\n", at + 2);
  }
  return offsets;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  let at = text.indexOf("\n");
  while (at >= 0) {
    starts.push(at + 1);
    at = text.indexOf("\n", at + 1);
  }
  return starts;
}

/** How many of the sorted offsets are at most this one. */
function countUpTo(sorted: readonly number[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
