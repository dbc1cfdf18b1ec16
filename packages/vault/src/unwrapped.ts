// python-activities/src/riposte_runner/unwrapped.py does the same; packages/vault/vectors hold both to it.

// Each repetition has an end: V8 keeps a way back for each character of it, and millions are too many.

/** The end of a line and what the next one is indented by, as it is or between the two parts of a text in Python. */
export const LINES = /["'],?[ \t]{0,8}\r?\n[ \t]{0,9999}b?["']|[ \t]{0,8}\r?\n[ \t]{0,9999}|\r[ \t]{0,9999}/g;

/**
 * Also as JSON and Python write the end of a line, and of texts beside each other, with a comma or without, the end of
 * one and the beginning of the next.
 */
export const PARTS =
  /(?<!\\)(?:\\{1,8}r)?\\{1,8}n[ \t]{0,9999}(?:["'](?:,\s{0,9999}|\s{1,9999})b?["'])?|["'](?:,\s{0,9999}|\s{1,9999})b?["']|[ \t]{0,8}\r?\n[ \t]{0,9999}|\r[ \t]{0,9999}/g;

/** Text without the places where it was wrapped: what stands on two lines is found as if it stood on one. */
export interface Unwrapped {
  readonly text: string;
  /** Where one of its characters stood. */
  readonly place: (at: number) => number;
}

/** Null where nothing is wrapped; `instead` stands where it was. */
export function unwrapped(text: string, wrap: RegExp, instead: string): Unwrapped | null {
  const pieces: { readonly here: number; readonly there: number }[] = [];
  let joined = "";
  let start = 0;
  const add = (end: number) => {
    if (end <= start) return;
    pieces.push({ here: joined.length, there: start });
    joined += text.slice(start, end);
  };
  for (const found of text.matchAll(wrap)) {
    if (found.index > start) {
      add(found.index);
      joined += instead;
    }
    start = found.index + found[0].length;
  }
  if (start === 0) return null;
  add(text.length);
  if (pieces.length === 0) return null;
  return {
    text: joined,
    place(at) {
      let [first, last] = [0, pieces.length - 1];
      while (first < last) {
        const middle = Math.ceil((first + last) / 2);
        if ((pieces[middle]?.here ?? 0) > at) last = middle - 1;
        else first = middle;
      }
      const { here, there } = pieces[first] ?? { here: 0, there: 0 };
      return there + at - here;
    },
  };
}
