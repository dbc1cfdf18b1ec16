/** In large letters, beside the icon, this many pixels are left for words; in wide fonts a bold letter is 0.7 of its height. */
const ROOM = 166;
const LETTER = 0.7;
/** Of these a card holds one line. */
const LARGEST = 26;
/** Of these it holds two, with room above and below: from afar all that touches the border looks cut off. */
const LARGEST_OF_TWO = 22;
/** Of its letters' height; with less the tails of the last line are cut off. */
export const LINE_HEIGHT = 1.2;
const SMALLEST = 13;

/** Where a title may go on in the next line: after what joins its words. */
export function titlePieces(title: string): readonly string[] {
  return title.match(/[^_./:\\-]*[_./:\\-]+|[^_./:\\-]+/g) ?? [];
}

/** How high letters seen from afar are, so that no word is broken in its middle. */
export function titleSize(title: string): number {
  const words = titlePieces(title).flatMap((piece) => piece.split(/\s+/));
  const longest = Math.max(1, ...words.map(({ length }) => length));
  const isOneLine = title.length * LARGEST * LETTER <= ROOM;
  const largest = isOneLine ? LARGEST : LARGEST_OF_TWO;
  return Math.max(SMALLEST, Math.min(largest, Math.floor(ROOM / LETTER / longest)));
}
