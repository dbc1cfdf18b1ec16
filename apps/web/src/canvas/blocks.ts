import type { DraftEdge, DraftGraph, DraftNode } from "@riposte/draft";

export function isLoop(node: DraftNode | undefined): boolean {
  return node?.kind === "for_each" || node?.kind === "while";
}

/** The loop whose body it stands in; null: none. */
export function parentOf(node: DraftNode | undefined): string | null {
  const parent = node?.["parent"];
  return typeof parent === "string" ? parent : null;
}

const known = new WeakMap<DraftGraph["nodes"], ReadonlyMap<string, DraftNode>>();

/** Made once for a graph: it is asked for each of thousands of steps that are dragged. */
function byId({ nodes }: DraftGraph): ReadonlyMap<string, DraftNode> {
  const made = known.get(nodes) ?? new Map(nodes.map((node) => [node.id, node]));
  known.set(nodes, made);
  return made;
}

/** The loops around a step, from the inside out; ends where they run in a circle, or lead to what is no loop. */
export function loopsAround(graph: DraftGraph, id: string): readonly DraftNode[] {
  const nodes = byId(graph);
  const around = new Set<DraftNode>();
  for (
    let at = nodes.get(parentOf(nodes.get(id)) ?? "");
    at !== undefined && isLoop(at) && !around.has(at);
  ) {
    around.add(at);
    at = nodes.get(parentOf(at) ?? "");
  }
  return [...around];
}

/** The steps, and of loops among them all that stands in their bodies. */
export function withBodies(graph: DraftGraph, ids: ReadonlySet<string>): ReadonlySet<string> {
  const bodies = Map.groupBy(graph.nodes, (node) => parentOf(node) ?? "");
  const all = new Set(ids);
  for (const id of all) for (const inner of id === "" ? [] : (bodies.get(id) ?? [])) all.add(inner.id);
  return all;
}

/** In which loop a connection from this way out runs. */
export function blockOf(source: DraftNode | undefined, port: string): string | null {
  return isLoop(source) && port === "each" && source !== undefined ? source.id : parentOf(source);
}

/** Whether a connection leads over the border of a loop. */
export function crosses(nodes: ReadonlyMap<string, DraftNode>, { from, port, to }: DraftEdge): boolean {
  return blockOf(nodes.get(from), port) !== parentOf(nodes.get(to));
}
