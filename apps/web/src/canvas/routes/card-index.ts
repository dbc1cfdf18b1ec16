import type { Point } from "../measures.ts";

export interface CardBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How close a way may pass; marks stand out of a card's upper border. */
const SIDE = 4;
const ABOVE = 14;
const BELOW = 8;

const CELL = { width: 336, height: 256 };
/** What reaches over more cells than this is looked at every time, and looks at all there is. */
const MOST_CELLS = 4_096;

/** Cards by place, so that of thousands only the near ones are looked at. */
export type CardIndex = ReturnType<typeof cardIndex>;

export function cardIndex(boxes: readonly CardBox[]) {
  const cells = new Map<string, CardBox[]>();
  const byLeft = boxes.toSorted((a, b) => a.x - b.x);
  const widest = boxes.reduce((most, { width }) => Math.max(most, width), 0);
  const large: CardBox[] = [];
  for (const box of boxes) {
    const keys = cellsOf({ x: box.x, y: box.y }, { x: box.x + box.width, y: box.y + box.height });
    if (keys === null) large.push(box);
    for (const key of keys ?? []) {
      const known = cells.get(key);
      if (known === undefined) cells.set(key, [box]);
      else known.push(box);
    }
  }
  return {
    /** Whether a straight line, level or upright, meets no card. */
    isFree(one: Point, other: Point): boolean {
      const [left, right] = one.x < other.x ? [one.x, other.x] : [other.x, one.x];
      const [top, bottom] = one.y < other.y ? [one.y, other.y] : [other.y, one.y];
      const isClear = ({ x, y, width, height }: CardBox) =>
        right <= x - SIDE || left >= x + width + SIDE || bottom <= y - ABOVE || top >= y + height + BELOW;
      const keys = cellsOf({ x: left - SIDE, y: top - BELOW }, { x: right + SIDE, y: bottom + ABOVE });
      if (keys === null) return boxes.every(isClear);
      return large.every(isClear) && keys.every((key) => (cells.get(key) ?? []).every(isClear));
    },

    /** Heights at which nothing stands between two places, the shortest way round first. */
    lanes(one: number, other: number, ends: { readonly from: number; readonly to: number }): number[] {
      const [left, right] = one < other ? [one, other] : [other, one];
      const taken: (readonly [number, number])[] = [];
      for (let at = firstFrom(byLeft, left - SIDE - widest); at < byLeft.length; at++) {
        const box = byLeft[at];
        if (box === undefined || box.x - SIDE >= right) break;
        if (box.x + box.width + SIDE > left) taken.push([box.y - ABOVE, box.y + box.height + BELOW]);
      }
      const around = ({ y }: { readonly y: number }) => Math.abs(y - ends.from) + Math.abs(y - ends.to);
      return gapsOf(taken)
        .flatMap(([top, bottom]) => within(top, bottom, ends).map((y) => ({ y })))
        .toSorted((a, b) => around(a) - around(b))
        .map(({ y }) => y);
    },
  };
}

/** Null: too many. */
function cellsOf(from: Point, to: Point): readonly string[] | null {
  const [left, top] = [Math.floor(from.x / CELL.width), Math.floor(from.y / CELL.height)];
  const columns = Math.floor(to.x / CELL.width) - left + 1;
  const rows = Math.floor(to.y / CELL.height) - top + 1;
  if (columns * rows > MOST_CELLS) return null;
  const keys: string[] = [];
  for (let x = 0; x < columns; x++) for (let y = 0; y < rows; y++) keys.push(`${left + x} ${top + y}`);
  return keys;
}

function firstFrom(byLeft: readonly CardBox[], x: number): number {
  let [low, high] = [0, byLeft.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((byLeft[middle]?.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What lies between what is taken, and above and below all of it. */
function gapsOf(taken: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const gaps: [number, number][] = [];
  let free = -Infinity;
  for (const [top, bottom] of taken.toSorted((a, b) => a[0] - b[0])) {
    if (top >= free) gaps.push([free, top]);
    free = Math.max(free, bottom);
  }
  return [...gaps, [free, Infinity]];
}

const STEP = 8;
const MOST = 6;

/** Some heights of a gap, from where it is nearest to the ends. */
function within(top: number, bottom: number, { from, to }: { readonly from: number; readonly to: number }) {
  const clamp = (y: number) => Math.max(top, Math.min(bottom, y));
  const starts = [clamp(from), clamp(to)];
  const wanted = starts.flatMap((start) =>
    Array.from({ length: MOST }, (_, at) => [start + at * STEP, start - at * STEP]).flat(),
  );
  return [...new Set(wanted)].filter((y) => y >= top && y <= bottom && Number.isFinite(y));
}
