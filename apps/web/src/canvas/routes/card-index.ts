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

/** Cards by place, so that of thousands only the near ones are looked at. */
export type CardIndex = ReturnType<typeof cardIndex>;

export function cardIndex(boxes: readonly CardBox[]) {
  const cells = new Map<string, CardBox[]>();
  const byLeft = boxes.toSorted((a, b) => a.x - b.x);
  const widest = boxes.reduce((most, { width }) => Math.max(most, width), 0);
  for (const box of boxes) {
    for (const key of cellsOf({ x: box.x, y: box.y }, { x: box.x + box.width, y: box.y + box.height })) {
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
      for (const key of cellsOf({ x: left - SIDE, y: top - BELOW }, { x: right + SIDE, y: bottom + ABOVE }))
        for (const { x, y, width, height } of cells.get(key) ?? [])
          if (right > x - SIDE && left < x + width + SIDE && bottom > y - ABOVE && top < y + height + BELOW)
            return false;
      return true;
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

function cellsOf(from: Point, to: Point): string[] {
  const keys: string[] = [];
  for (let x = Math.floor(from.x / CELL.width); x <= Math.floor(to.x / CELL.width); x++)
    for (let y = Math.floor(from.y / CELL.height); y <= Math.floor(to.y / CELL.height); y++)
      keys.push(`${x} ${y}`);
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
