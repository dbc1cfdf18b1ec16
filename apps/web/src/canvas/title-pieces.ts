/** Longer pieces do not fit beside the icon in large letters. */
const WIDE = 9;
const WIDER = 13;

/** Where a title may go on in the next line: after what joins its words. */
export function titlePieces(title: string): readonly string[] {
  return title.match(/[^_./:\\-]*[_./:\\-]+|[^_./:\\-]+/g) ?? [];
}

/** How large the longest piece may be written: it is not broken in its middle. */
export function titleSize(title: string): "usual" | "small" | "smallest" {
  const longest = Math.max(
    0,
    ...titlePieces(title).flatMap((piece) => piece.split(/\s+/).map((word) => word.length)),
  );
  return longest > WIDER ? "smallest" : longest > WIDE || title.length > LONG_TITLE ? "small" : "usual";
}

/** Two lines hold no more in large letters. */
const LONG_TITLE = 20;
