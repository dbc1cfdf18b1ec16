import { drop } from "./aligned-blocks.ts";
import type { Blocks } from "./aligned-blocks.ts";
import type { Layers, Spot } from "./layers.ts";

const SWEEPS = 6;

/** That block `lower` stands at least `apart` below `upper`. */
interface Order {
  readonly upper: number;
  readonly lower: number;
  readonly apart: number;
}

/** The top of each spot: rows as high as they can, then each towards what it is connected to, as far as it is free. */
export function settledHeights(layers: Layers, blocks: Blocks, gapY: number): Float64Array {
  const { spots } = layers;
  const { of, shift, count } = blocks;
  const orders = ordersOf(layers, blocks, gapY);
  const below = Array.from({ length: count }, (): Order[] => []);
  const above = Array.from({ length: count }, (): Order[] => []);
  for (const order of orders) {
    below[order.upper]?.push(order);
    above[order.lower]?.push(order);
  }
  const tops = new Float64Array(count);
  const fromTop = stacked(below, above);
  for (const block of fromTop)
    for (const { lower, apart } of below[block] ?? [])
      tops[lower] = Math.max(tops[lower] ?? 0, (tops[block] ?? 0) + apart);

  const pulls = pullsOf(layers, blocks);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const block of sweep % 2 === 0 ? fromTop.toReversed() : fromTop) {
      const wishes = (pulls[block] ?? []).map(({ other, by }) => (tops[other] ?? 0) + by);
      if (wishes.length === 0) continue;
      let [least, most] = [-Infinity, Infinity];
      for (const { upper, apart } of above[block] ?? []) least = Math.max(least, (tops[upper] ?? 0) + apart);
      for (const { lower, apart } of below[block] ?? []) most = Math.min(most, (tops[lower] ?? 0) - apart);
      tops[block] = Math.max(least, Math.min(most, median(wishes)));
    }
  }
  return Float64Array.from(spots, (_, at) => (tops[of[at] ?? 0] ?? 0) + (shift[at] ?? 0));
}

/** Whole rows keep out of each other's way in every column that they share. */
function ordersOf({ spots, columns }: Layers, { of, shift }: Blocks, gapY: number): Order[] {
  return columns.flatMap((column) =>
    column.slice(1).flatMap((at, before) => {
      const over = column[before];
      const [high, low] = [over === undefined ? undefined : spots[over], spots[at]];
      if (over === undefined || high === undefined || low === undefined) return [];
      const apart = (shift[over] ?? 0) + high.height + gapBetween(high, low, gapY) - (shift[at] ?? 0);
      return [{ upper: of[over] ?? 0, lower: of[at] ?? 0, apart }];
    }),
  );
}

/** Lanes are lines, and need less room. */
function gapBetween(high: Spot, low: Spot, gapY: number): number {
  const lanes = Number(high.card === null) + Number(low.card === null);
  return lanes === 0 ? gapY : lanes === 1 ? (gapY * 3) / 5 : (gapY * 2) / 5;
}

/** Blocks, each after all that stand above it. */
function stacked(below: readonly (readonly Order[])[], above: readonly (readonly Order[])[]): number[] {
  const missing = above.map((orders) => orders.length);
  const ready = missing.flatMap((count, block) => (count === 0 ? [block] : []));
  const order: number[] = [];
  for (let block = ready.pop(); block !== undefined; block = ready.pop()) {
    order.push(block);
    for (const { lower } of below[block] ?? []) {
      const left = (missing[lower] ?? 0) - 1;
      missing[lower] = left;
      if (left === 0) ready.push(lower);
    }
  }
  return order;
}

/** Where each block would have to be to stand in one row with each that it is connected to: at the other's top and so much. */
function pullsOf({ after, spots }: Layers, { of, shift, count }: Blocks) {
  const pulls = Array.from({ length: count }, (): { readonly other: number; readonly by: number }[] => []);
  for (const hop of after.flat()) {
    const { from, to } = hop;
    const [one, other] = [of[from] ?? 0, of[to] ?? 0];
    if (one === other) continue;
    const by = (shift[from] ?? 0) + drop(hop, spots) - (shift[to] ?? 0);
    pulls[other]?.push({ other: one, by });
    pulls[one]?.push({ other, by: -by });
  }
  return pulls;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
