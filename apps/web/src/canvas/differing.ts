/** How much of what is the same is shown on either side. */
const AROUND = 24;
/** A longer difference is cut as well: its beginning says enough. */
const LONGEST = 160;

/** A text with the part that another one has otherwise. */
export interface Differing {
  readonly before: string;
  readonly other: string;
  readonly after: string;
}

const segments = new Intl.Segmenter("en", { granularity: "grapheme" });

function charactersOf(text: string): string[] {
  return Array.from(segments.segment(text), ({ segment }) => segment);
}

/** Where two texts part, with a little of what is around: long ones can be told from each other at a glance. */
export function differing(one: string, two: string): readonly [Differing, Differing] {
  const [a, b] = [charactersOf(one), charactersOf(two)];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const part = (text: readonly string[]): Differing => {
    const other = text.slice(start, text.length - end);
    const after = text.slice(text.length - end);
    return {
      before: `${start > AROUND ? "…" : ""}${text.slice(Math.max(0, start - AROUND), start).join("")}`,
      other: other.length > LONGEST ? `${other.slice(0, LONGEST).join("")}…` : other.join(""),
      after: `${after.slice(0, AROUND).join("")}${end > AROUND ? "…" : ""}`,
    };
  };
  return [part(a), part(b)];
}
