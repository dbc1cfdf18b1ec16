import type { Hop, Layers } from "./layers.ts";

/** Spots that stand in one row, so that the way along them is straight. */
export interface Blocks {
  /** The block of each spot. */
  readonly of: Int32Array;
  /** How far each spot's top lies below its block's. */
  readonly shift: Float64Array;
  readonly count: number;
}

/** Each spot goes into the row of at most one before it, and no row crosses another: rows can be stacked. */
export function alignedBlocks(layers: Layers): Blocks {
  const { spots, columns, after, before } = layers;
  const next = new Map<number, Hop>();
  const hasRowBefore = new Set<number>();
  const places = new Int32Array(spots.length);
  for (const column of columns) for (const [place, spot] of column.entries()) places[spot] = place;

  for (const column of columns) {
    const rows: Hop[] = [];
    for (const hop of column.flatMap((spot) => after[spot] ?? []).toSorted(straightFirst)) {
      if (next.has(hop.from) || hasRowBefore.has(hop.to)) continue;
      if (rows.some((row) => isCrossing(row, hop))) continue;
      rows.push(hop);
      next.set(hop.from, hop);
      hasRowBefore.add(hop.to);
    }
  }

  function isCrossing(one: Hop, other: Hop): boolean {
    const left = (places[one.from] ?? 0) - (places[other.from] ?? 0);
    const right = (places[one.to] ?? 0) - (places[other.to] ?? 0);
    return left * right < 0;
  }
  /** Lanes, then what has no other way, then upper ports before lower ones. */
  function straightFirst(one: Hop, other: Hop): number {
    return weight(other) - weight(one) || one.exit - other.exit || places[one.to]! - places[other.to]!;
  }
  function weight({ from, to }: Hop): number {
    if (spots[from]?.card === null && spots[to]?.card === null) return 3;
    return after[from]?.length === 1 && before[to]?.length === 1 ? 2 : 1;
  }

  return numbered(layers, next, hasRowBefore);
}

function numbered(
  { spots, columns }: Layers,
  next: ReadonlyMap<number, Hop>,
  hasRowBefore: ReadonlySet<number>,
): Blocks {
  const of = new Int32Array(spots.length);
  const shift = new Float64Array(spots.length);
  let count = 0;
  for (const start of columns.flat()) {
    if (hasRowBefore.has(start)) continue;
    of[start] = count;
    for (let hop = next.get(start); hop !== undefined; hop = next.get(hop.to)) {
      of[hop.to] = count;
      shift[hop.to] = (shift[hop.from] ?? 0) + drop(hop, spots);
    }
    count += 1;
  }
  return { of, shift, count };
}

/** How much lower the next one stands so that the row reads as one: cards by their tops, whatever port leads on. */
export function drop({ from, to, exit, entry }: Hop, spots: Layers["spots"]): number {
  const [one, other] = [spots[from], spots[to]];
  const isLane = one?.card === null || other?.card === null;
  return isLane ? exit - entry : (one?.row ?? 0) - (other?.row ?? 0);
}
