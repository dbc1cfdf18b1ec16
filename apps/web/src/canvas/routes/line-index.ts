import type { Point } from "../measures.ts";

interface Owner {
  readonly from: string;
  readonly to: string;
}

interface Line extends Owner {
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** Nearer than this two ways look like one. */
const NEAR = 6;
const BUCKET = 16;

/** Ways that are laid already. What comes from the same way out, or leads to the same one, may share a piece. */
export type LineIndex = ReturnType<typeof lineIndex>;

export function lineIndex() {
  const level = new Map<number, Line[]>();
  const upright = new Map<number, Line[]>();
  return {
    isFree(route: readonly Point[], owner: Owner): boolean {
      return pieces(route).every(({ isLevel, ...piece }) => {
        const lines = isLevel ? level : upright;
        const bucket = Math.floor(piece.at / BUCKET);
        return [bucket - 1, bucket, bucket + 1].every((each) =>
          (lines.get(each) ?? []).every((line) => !isOnTop(line, piece) || isRelated(line, owner)),
        );
      });
    },

    add(route: readonly Point[], { from, to }: Owner): void {
      for (const { isLevel, ...piece } of pieces(route)) {
        const lines = isLevel ? level : upright;
        const bucket = Math.floor(piece.at / BUCKET);
        const known = lines.get(bucket);
        const line = { ...piece, from, to };
        if (known === undefined) lines.set(bucket, [line]);
        else known.push(line);
      }
    },
  };
}

function pieces(route: readonly Point[]) {
  return route.slice(1).map((point, at) => {
    const before = route[at] ?? point;
    const isLevel = before.y === point.y;
    const [one, other] = isLevel ? [before.x, point.x] : [before.y, point.y];
    return {
      isLevel,
      at: isLevel ? point.y : point.x,
      start: Math.min(one, other),
      end: Math.max(one, other),
    };
  });
}

type Piece = Pick<Line, "at" | "start" | "end">;

function isOnTop(line: Piece, piece: Piece): boolean {
  return (
    Math.abs(line.at - piece.at) < NEAR && line.start < piece.end + NEAR && piece.start < line.end + NEAR
  );
}

function isRelated(line: Owner, { from, to }: Owner): boolean {
  return line.from === from || line.to === to;
}
