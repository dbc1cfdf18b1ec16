import type { Drawing, Link } from "./lay-out.ts";

export interface Ranked {
  /** The column of each card. */
  readonly ranks: ReadonlyMap<string, number>;
  /** Without those that lead back: no drawing that runs from left to right has a place for them. */
  readonly links: readonly Link[];
}

/** As early as what comes before allows, and where that makes ways shorter, as late as what follows allows. */
export function ranksOf({ cards, links: all }: Drawing): Ranked {
  const following = Map.groupBy(all, ({ from }) => from);
  const { order, back } = topological(cards, following);
  const links = back.size === 0 ? all : all.filter((link) => !back.has(link));
  const ranks = new Map<string, number>();
  const outOf = Map.groupBy(links, ({ from }) => from);
  const into = Map.groupBy(links, ({ to }) => to);
  for (const id of order) {
    const before = (into.get(id) ?? []).map(({ from }) => ranks.get(from) ?? 0);
    ranks.set(
      id,
      before.reduce((most, rank) => Math.max(most, rank + 1), 0),
    );
  }
  for (const id of order.toReversed()) {
    const after = outOf.get(id) ?? [];
    if (after.length <= (into.get(id) ?? []).length) continue;
    const least = after.reduce((rank, { to }) => Math.min(rank, ranks.get(to) ?? 0), Infinity);
    ranks.set(id, least - 1);
  }
  return { ranks, links };
}

/** What comes before first; a link that closes a circle is one that leads back. */
function topological(cards: Drawing["cards"], following: ReadonlyMap<string, readonly Link[]>) {
  const back = new Set<Link>();
  const states = new Map<string, "open" | "done">();
  const order: string[] = [];
  for (const { id: start } of cards) {
    const stack = states.has(start) ? [] : [{ id: start, next: 0 }];
    if (stack.length > 0) states.set(start, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const link = following.get(top.id)?.[top.next++];
      if (link === undefined) {
        states.set(top.id, "done");
        order.push(top.id);
        stack.pop();
      } else if (states.get(link.to) === "open") back.add(link);
      else if (!states.has(link.to)) {
        states.set(link.to, "open");
        stack.push({ id: link.to, next: 0 });
      }
    }
  }
  return { order: order.toReversed(), back };
}
