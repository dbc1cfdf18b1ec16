import type { Present } from "../canvas/draft-state.ts";

const COLOURS = 6;
/** What people take for one character. */
const SEGMENTS = new Intl.Segmenter();

/** The same colour for the same person, on every page. */
export function colourOf({ by }: Pick<Present, "by">): number {
  let sum = 0;
  for (const character of by) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % COLOURS;
}

/** "Jane Doe" → "JD", "ann@example.com" → "A". */
export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*/, "")
    .split(/[\s._-]+/)
    .filter((word) => word !== "");
  const first = (word = "") => [...SEGMENTS.segment(word)][0]?.segment.toUpperCase() ?? "";
  return words.length < 2 ? first(words[0]) || "?" : `${first(words[0])}${first(words.at(-1))}`;
}

/** "Jane Doe, at Isolate the host", "Jane Doe, looks on". */
export function whereWords(present: Present, titleOfStep: (id: string) => string | null): string {
  const title = present.step === null ? null : titleOfStep(present.step);
  return [
    present.name,
    ...(present.mayWrite ? [] : ["looks on"]),
    ...(title === null ? [] : [`at ${title}`]),
  ].join(", ");
}
