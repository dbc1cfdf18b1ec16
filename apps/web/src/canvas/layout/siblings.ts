import type { Layers } from "./layers.ts";

/** Spots of one column that one card leads to, straight or by lanes, each with the uppermost port that does. */
type Siblings = ReadonlyMap<number, number>;

/** What more cards lead along is nobody's in particular. */
const MOST_ORIGINS = 8;

/** Of each column, those whose order their ports say. */
export function siblingsOf({ spots, columns, before }: Layers): readonly (readonly Siblings[])[] {
  const lanes = new Map<number, ReadonlyMap<number, number>>();
  return columns.map((column) => {
    const groups = new Map<number, Map<number, number>>();
    for (const spot of column) {
      const origins = new Map<number, number>();
      const note = (card: number, exit: number) =>
        origins.set(card, Math.min(exit, origins.get(card) ?? Infinity));
      for (const { from, exit } of before[spot] ?? []) {
        if (spots[from]?.card !== null) note(from, exit);
        else for (const [card, port] of lanes.get(from) ?? []) note(card, port);
      }
      if (spots[spot]?.card === null && origins.size <= MOST_ORIGINS) lanes.set(spot, origins);
      for (const [card, exit] of origins) {
        const group = groups.get(card) ?? new Map<number, number>();
        groups.set(card, group.set(spot, exit));
      }
    }
    return [...groups.values()].filter((group) => new Set(group.values()).size > 1);
  });
}

/** Siblings share the places that they have in the column, upper ports before lower ones. */
export function putInPortOrder(column: number[], groups: readonly Siblings[]): void {
  if (groups.length === 0) return;
  const places = new Map(column.map((spot, place) => [spot, place]));
  for (const group of groups) {
    const own = [...group.keys()].map((spot) => places.get(spot) ?? 0).toSorted((a, b) => a - b);
    const spots = own.map((place) => column[place] ?? 0);
    const ordered = spots.toSorted((a, b) => (group.get(a) ?? 0) - (group.get(b) ?? 0));
    for (const [at, spot] of ordered.entries()) {
      column[own[at] ?? 0] = spot;
      places.set(spot, own[at] ?? 0);
    }
  }
}
