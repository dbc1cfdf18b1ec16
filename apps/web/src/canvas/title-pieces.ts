/** In large letters, beside the icon, this many pixels are left for words; a bold letter is 0.6 of its height wide. */
const ROOM = 166;
const LETTER = 0.6;
/** Of these a card holds two lines, tails and all. */
const LARGEST = 26;
/** Of its letters' height; with less the tails of the last line are cut off. */
export const LINE_HEIGHT = 1.15;
/** Two lines hold no more characters in the largest letters. */
const LONG_TITLE = 20;
const LARGEST_OF_LONG = 24;
const SMALLEST = 13;

/** Where a title may go on in the next line: after what joins its words. */
export function titlePieces(title: string): readonly string[] {
  return title.match(/[^_./:\\-]*[_./:\\-]+|[^_./:\\-]+/g) ?? [];
}

/** How high letters seen from afar are, so that no word is broken in its middle. */
export function titleSize(title: string): number {
  const words = titlePieces(title).flatMap((piece) => piece.split(/\s+/));
  const longest = Math.max(1, ...words.map(({ length }) => length));
  const largest = title.length > LONG_TITLE ? LARGEST_OF_LONG : LARGEST;
  return Math.max(SMALLEST, Math.min(largest, Math.floor(ROOM / LETTER / longest)));
}
