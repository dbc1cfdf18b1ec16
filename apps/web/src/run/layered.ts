import { GAP_X, GAP_Y, STEP_HEIGHT, STEP_WIDTH } from "../canvas/measures.ts";

interface Drawing {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Columns by the longest way from the start, in time that only grows with the graph. Not pretty, and at once. */
export function layered({ nodes, edges }: Drawing): ReadonlyMap<string, Place> {
  const following = Map.groupBy(edges, ({ from }) => from);
  const missing = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { to } of edges) missing.set(to, (missing.get(to) ?? 0) + 1);
  const columns = new Map<string, number>();
  const ready = nodes.filter(({ id }) => missing.get(id) === 0).map(({ id }) => id);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    const column = columns.get(id) ?? 0;
    columns.set(id, column);
    for (const { to } of following.get(id) ?? []) {
      columns.set(to, Math.max(columns.get(to) ?? 0, column + 1));
      const left = (missing.get(to) ?? 1) - 1;
      missing.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const taken = new Map<number, number>();
  return new Map(
    nodes.map(({ id }) => {
      const column = columns.get(id) ?? 0;
      const row = taken.get(column) ?? 0;
      taken.set(column, row + 1);
      return [id, { x: column * (STEP_WIDTH + GAP_X), y: row * (2 * STEP_HEIGHT + GAP_Y) }];
    }),
  );
}
