import type { Drawing } from "./lay-out.ts";
import type { Ranked } from "./ranks.ts";

/** What takes a place in a column: a card, or a lane where ways pass by that lead further. */
export interface Spot {
  /** Null: a lane. */
  readonly card: string | null;
  readonly rank: number;
  readonly height: number;
  /** Where its row is, from its top: a loop's card stands within what it takes. */
  readonly row: number;
}

/** From one column to the next; by numbers of spots. */
export interface Hop {
  readonly from: number;
  readonly to: number;
  readonly exit: number;
  readonly entry: number;
}

export interface Layers {
  readonly spots: readonly Spot[];
  /** The spots of each column, from top to bottom. */
  readonly columns: number[][];
  readonly after: readonly (readonly Hop[])[];
  readonly before: readonly (readonly Hop[])[];
}

/** Ways into one card share a lane: however many lead far, there is one for each card that they lead to. */
export function layersOf({ cards }: Drawing, { ranks, links }: Ranked): Layers {
  const spots: Spot[] = [];
  const after: Hop[][] = [];
  const before: Hop[][] = [];
  const add = (spot: Spot) => {
    spots.push(spot);
    after.push([]);
    before.push([]);
    return spots.length - 1;
  };
  const join = (hop: Hop) => {
    after[hop.from]?.push(hop);
    before[hop.to]?.push(hop);
  };
  const own = new Map(
    cards.map(({ id, height, row = 0 }) => [id, add({ card: id, rank: ranks.get(id) ?? 0, height, row })]),
  );
  const lanes = new Map<string, number>();
  for (const { from, to, exit, entry } of links) {
    const [source, target] = [own.get(from), own.get(to)];
    if (source === undefined || target === undefined) continue;
    let [at, leaves] = [source, exit];
    const last = (ranks.get(to) ?? 0) - 1;
    let isKnown = false;
    for (let rank = (ranks.get(from) ?? 0) + 1; rank <= last && !isKnown; rank++) {
      const key = `${rank} ${to}`;
      const known = lanes.get(key);
      isKnown = known !== undefined;
      const lane = known ?? add({ card: null, rank, height: 0, row: 0 });
      lanes.set(key, lane);
      join({ from: at, to: lane, exit: leaves, entry: 0 });
      [at, leaves] = [lane, 0];
    }
    if (!isKnown) join({ from: at, to: target, exit: leaves, entry });
  }
  return { spots, columns: columnsOf(spots, after, before), after, before };
}

/** As one would tell them: along each branch to its end, upper branches first. What is no net has no crossing so. */
function columnsOf(
  spots: readonly Spot[],
  after: readonly (readonly Hop[])[],
  before: readonly (readonly Hop[])[],
): number[][] {
  const columns = Array.from(
    { length: spots.reduce((most, { rank }) => Math.max(most, rank + 1), 0) },
    (): number[] => [],
  );
  const seen = new Set<number>();
  const starts = spots.map((_, at) => at).filter((at) => before[at]?.length === 0);
  const stack = starts.toReversed();
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    columns[spots[at]?.rank ?? 0]?.push(at);
    stack.push(...(after[at] ?? []).map(({ to }) => to).toReversed());
  }
  return columns;
}
