import type { Hop, Layers } from "./layers.ts";
import { putInPortOrder, siblingsOf } from "./siblings.ts";

const MOST_SWEEPS = 24;
/** So often without anything gained is the end of it. */
const PATIENCE = 4;

/** Changes the order within columns so that fewer ways cross: each goes to the middle of what it is connected to, by turns from the left and from the right. What follows one card stays in the order of its ports. */
export function orderLayers(layers: Layers, onPart: (done: number) => void): void {
  const { columns, before, after } = layers;
  const places = new Float64Array(layers.spots.length);
  const siblings = siblingsOf(layers);
  for (const [rank, column] of columns.entries()) putInPortOrder(column, siblings[rank] ?? []);
  const write = () => {
    for (const column of columns) for (const [place, spot] of column.entries()) places[spot] = place;
  };
  write();
  let best = columns.map((column) => [...column]);
  let least = crossings(layers, places);
  // Telling which case is which counts more than a crossing less.
  for (let sweep = 0, idle = 0; sweep < MOST_SWEEPS && idle < PATIENCE && least > 0; sweep++) {
    onPart(sweep / MOST_SWEEPS);
    const isForth = sweep % 2 === 0;
    const hops = isForth ? before : after;
    const order = [...columns.entries()];
    for (const [rank, column] of isForth ? order : order.toReversed()) {
      const wish = new Map(column.map((spot) => [spot, middle(hops[spot] ?? [], spot, { places, isForth })]));
      column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
      putInPortOrder(column, siblings[rank] ?? []);
      for (const [place, spot] of column.entries()) places[spot] = place;
    }
    const now = crossings(layers, places);
    idle += 1;
    if (now >= least) continue;
    [least, idle] = [now, 0];
    best = columns.map((column) => [...column]);
  }
  columns.splice(0, columns.length, ...best);
}

interface Side {
  readonly places: Float64Array;
  readonly isForth: boolean;
}

/** What is connected to nothing on that side stays. */
function middle(hops: readonly Hop[], spot: number, { places, isForth }: Side): number {
  if (hops.length === 0) return places[spot] ?? 0;
  const ends = hops.map((hop) => (isForth ? leaves(hop, places) : (places[hop.to] ?? 0)));
  return ends.reduce((sum, end) => sum + end, 0) / ends.length;
}

/** Ports of one card have an order, too. */
function leaves({ from, exit }: Hop, places: Float64Array): number {
  return (places[from] ?? 0) + exit / 10_000;
}

/** How many pairs of ways cross between all columns. */
function crossings({ columns, after }: Layers, places: Float64Array): number {
  let count = 0;
  for (const [rank, column] of columns.entries()) {
    const next = columns[rank + 1];
    if (next === undefined) break;
    const hops = column.flatMap((spot) => after[spot] ?? []);
    const ends = hops
      .map((hop) => ({ left: leaves(hop, places), right: places[hop.to] ?? 0 }))
      .toSorted((a, b) => a.left - b.left || a.right - b.right);
    count += inversions(
      ends.map(({ right }) => right),
      next.length,
    );
  }
  return count;
}

/** Pairs that stand in the wrong order, with a tree of sums. */
function inversions(values: readonly number[], size: number): number {
  const sums = new Uint32Array(size + 1);
  let count = 0;
  for (const [at, value] of values.entries()) {
    let notAbove = 0;
    for (let i = value + 1; i > 0; i -= i & -i) notAbove += sums[i] ?? 0;
    count += at - notAbove;
    for (let i = value + 1; i <= size; i += i & -i) sums[i] = (sums[i] ?? 0) + 1;
  }
  return count;
}
