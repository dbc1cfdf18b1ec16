import type { DraftEdge, DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { edgeKey } from "@riposte/draft";
import { crosses, isLoop, withBodies } from "./blocks.ts";
import { leadsTo } from "./graph-questions.ts";
import { portsOf } from "./ports.ts";

/**
 * Steps and edges go, loops with their bodies. Where a step had one way on, what led to it leads on to there; never around a condition or
 * an approval: what it guarded would run unasked.
 */
export function removeSteps(
  graph: DraftGraph,
  chosen: ReadonlySet<string>,
  edges: ReadonlySet<string> = new Set(),
): Operation[] {
  const ids = withBodies(graph, chosen);
  const touched = graph.edges.filter(
    (edge) => ids.has(edge.from) || ids.has(edge.to) || edges.has(edgeKey(edge)),
  );
  const left: DraftGraph = {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => !ids.has(id)),
    edges: graph.edges.filter((edge) => !touched.includes(edge)),
  };
  const gone = graph.nodes.filter(({ id }) => ids.has(id));
  return [
    ...touched.map((edge): Operation => ({ op: "remove_edge", edge })),
    ...gone.map(({ id }): Operation => ({ op: "remove_node", node: id })),
    ...healed(graph, left, ids).map((edge): Operation => ({ op: "add_edge", edge })),
  ];
}

function healed(graph: DraftGraph, left: DraftGraph, ids: ReadonlySet<string>): DraftEdge[] {
  const kept = new Set(left.edges.map(edgeKey));
  const byId = new Map(left.nodes.map((node) => [node.id, node]));
  let result = left;
  const edges: DraftEdge[] = [];
  for (const { from, port, to } of graph.edges) {
    if (ids.has(from) || !ids.has(to)) continue;
    const target = wayOn(graph, ids, to);
    if (target === null) continue;
    const edge = { from, port, to: target };
    if (crosses(byId, edge) || kept.has(edgeKey(edge)) || leadsTo(result, target, from)) continue;
    kept.add(edgeKey(edge));
    result = { ...result, edges: [...result.edges, edge] };
    edges.push(edge);
  }
  return edges;
}

/** The one step that stays and that the removed ones led to, all by plain ways. */
function wayOn(graph: DraftGraph, ids: ReadonlySet<string>, start: string): string | null {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  let id = start;
  while (ids.has(id)) {
    const node = byId.get(id);
    if (node === undefined || seen.has(id) || waysOut(node).length !== 1) return null;
    seen.add(id);
    const ways = graph.edges.filter(({ from, port }) => from === id && waysOut(node).includes(port));
    if (ways.length !== 1 || ways[0] === undefined) return null;
    id = ways[0].to;
  }
  return id;
}

/** Into its body a loop does not lead on. */
function waysOut(node: DraftNode): string[] {
  return portsOf(node).flatMap(({ id }) => (isLoop(node) && id === "each" ? [] : [id]));
}
