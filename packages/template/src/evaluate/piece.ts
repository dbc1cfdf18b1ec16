/** Of what a template wrote: words that stand in the template itself, or a value that came between them. */
export interface Piece {
  readonly kind: "written" | "value";
  readonly text: string;
}

/** Words in a row are one piece; each value stays one of its own, also where it is empty. */
export function joinWritten(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === "written" && last?.kind === "written") {
      joined[joined.length - 1] = { kind: "written", text: last.text + piece.text };
    } else joined.push(piece);
  }
  return joined;
}
