// python-activities/src/riposte_runner/base64_in.py does the same; packages/vault/vectors hold both to it.

import { HINT } from "./unescaped.ts";

/** Shorter, nothing is escaped in it. */
const RUN = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
/** A word, or a part of a path, may stand right in front. */
const ALIGNMENTS = [0, 1, 2, 3];
const WORTH_READING = new RegExp(`${HINT}|${RUN.source}`);

interface Carried {
  readonly start: number;
  readonly end: number;
  /** What it says from each of the places where it may begin; what is no text in it is replaced. */
  readonly contents: readonly string[];
}

/** What may be base64, in either alphabet, of something escaped or of base64: of all else the forms are known. */
export function* base64In(text: string): Generator<Carried> {
  for (const { index, 0: run } of text.matchAll(RUN)) {
    const contents = ALIGNMENTS.map((from) => Buffer.from(run.slice(from), "base64").toString("utf8")).filter(
      (content) => WORTH_READING.test(content),
    );
    if (contents.length > 0) yield { start: index, end: index + run.length, contents };
  }
}
