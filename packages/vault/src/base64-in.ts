// python-activities/src/riposte_runner/base64_in.py does the same; packages/vault/vectors hold both to it.

import { HINT } from "./unescaped.ts";

/** Shorter, nothing is escaped in it. */
const BEGINNING = /[A-Za-z0-9+/_-]{16}/g;
/** Looked for by itself: V8 keeps a way back for each character that a pattern repeats, and millions are too many. */
const END = /[^A-Za-z0-9+/_-]/g;
const PADDING = /={0,2}/y;
/** A word, or a part of a path, may stand right in front. */
const ALIGNMENTS = [0, 1, 2, 3];
const WORTH_READING = new RegExp(`${HINT}|${BEGINNING.source}`);

interface Carried {
  readonly start: number;
  readonly end: number;
  /** What it says from each of the places where it may begin; what is no text in it is replaced. */
  readonly contents: readonly string[];
}

/** What may be base64, in either alphabet, of something escaped or of base64: of all else the forms are known. */
export function* base64In(text: string): Generator<Carried> {
  for (let at = 0; ;) {
    const index = find(BEGINNING, text, at)?.index;
    if (index === undefined) return;
    const end = find(END, text, index)?.index ?? text.length;
    at = end + (find(PADDING, text, end)?.[0].length ?? 0);
    const run = text.slice(index, at);
    const contents = ALIGNMENTS.map((from) => Buffer.from(run.slice(from), "base64").toString("utf8")).filter(
      (content) => WORTH_READING.test(content),
    );
    if (contents.length > 0) yield { start: index, end: at, contents };
  }
}

function find(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}
