import type { DraftGraph, DraftNode } from "@riposte/draft";
import { portsOf } from "./ports.ts";

/** The steps as one would tell them: from the trigger along each branch to its end, upper branches first. */
export function readingOrder(graph: DraftGraph): string[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const after = childrenOf(graph, byId);
  const reached = new Set(graph.edges.map(({ to }) => to));
  const roots = graph.nodes.filter(({ id, kind }) => kind === "trigger" || !reached.has(id));
  const starts = [...roots.toSorted(byRole), ...graph.nodes];
  const seen = new Set<string>();
  const stack = starts.map(({ id }) => id).toReversed();
  while (stack.length > 0) {
    const id = stack.pop();
    if (id === undefined || seen.has(id)) continue;
    seen.add(id);
    stack.push(...(after.get(id) ?? []).toReversed());
  }
  return [...seen];
}

/** The next steps of each, in the order of its ports. */
function childrenOf(
  graph: DraftGraph,
  byId: ReadonlyMap<string, DraftNode>,
): ReadonlyMap<string, readonly string[]> {
  const rank = new Map(
    [...byId.values()].map((node) => [node.id, new Map(portsOf(node).map(({ id }, at) => [id, at]))]),
  );
  const place = (from: string, port: string) => rank.get(from)?.get(port) ?? Number.MAX_SAFE_INTEGER;
  const sorted = graph.edges.toSorted(
    (a, b) => place(a.from, a.port) - place(b.from, b.port) || yOf(byId, a.to) - yOf(byId, b.to),
  );
  const after = new Map<string, string[]>();
  for (const { from, to } of sorted) {
    if (!byId.has(to)) continue;
    const children = after.get(from);
    if (children === undefined) after.set(from, [to]);
    else children.push(to);
  }
  return after;
}

function yOf(byId: ReadonlyMap<string, DraftNode>, id: string): number {
  return byId.get(id)?.position?.y ?? 0;
}

function byRole(a: DraftNode, b: DraftNode): number {
  const trigger = Number(b.kind === "trigger") - Number(a.kind === "trigger");
  return (
    trigger || (a.position?.y ?? 0) - (b.position?.y ?? 0) || (a.position?.x ?? 0) - (b.position?.x ?? 0)
  );
}

interface From {
  readonly graph: DraftGraph;
  readonly order: readonly string[];
  readonly from: string | null;
}

/** Where an arrow key leads: along the flow sideways, to the nearest card up and down. Null: nowhere. */
export function stepTowards(key: string, { graph, order, from }: From): string | null {
  if (key === "Home") return order[0] ?? null;
  if (key === "End") return order.at(-1) ?? null;
  if (from === null) return key.startsWith("Arrow") ? (order[0] ?? null) : null;
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  if (key === "ArrowRight") return childrenOf(graph, byId).get(from)?.[0] ?? null;
  if (key === "ArrowLeft") return graph.edges.find(({ to }) => to === from)?.from ?? null;
  if (key === "ArrowUp") return nearest(graph, byId.get(from), -1);
  if (key === "ArrowDown") return nearest(graph, byId.get(from), 1);
  return null;
}

function nearest(graph: DraftGraph, from: DraftNode | undefined, way: 1 | -1): string | null {
  const { x, y } = from?.position ?? { x: 0, y: 0 };
  let best: { id: string; far: number } | null = null;
  for (const { id, position } of graph.nodes) {
    const down = ((position?.y ?? 0) - y) * way;
    if (id === from?.id || down <= 0) continue;
    const far = down + 2 * Math.abs((position?.x ?? 0) - x);
    if (best === null || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}
