import type { GraphNode } from "../graph.ts";
import { called } from "./called.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import type { DraftWithoutFlow } from "./draft.ts";

/** Every node after all that lead to it; without an order, the circles that prevent one. */
export function sortNodes({ graph }: DraftWithoutFlow): {
  order: GraphNode[] | null;
  diagnostics: Diagnostic[];
} {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const edges = graph.edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  const missing = new Map<string, number>();
  const following = new Map<string, string[]>();
  for (const { from, to } of edges) {
    missing.set(to, (missing.get(to) ?? 0) + 1);
    following.set(from, [...(following.get(from) ?? []), to]);
  }
  const order: GraphNode[] = [];
  const ready = [...nodes.values()].filter(({ id }) => !missing.has(id));
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    order.push(node);
    for (const id of following.get(node.id) ?? []) {
      const left = (missing.get(id) ?? 0) - 1;
      missing.set(id, left);
      const next = nodes.get(id);
      if (left === 0 && next !== undefined) ready.push(next);
    }
  }
  if (order.length === nodes.size) return { order, diagnostics: [] };
  const stuck = new Set([...nodes.keys()].filter((id) => (missing.get(id) ?? 0) > 0));
  return { order: null, diagnostics: [circle(nodes, following, stuck)] };
}

function circle(
  nodes: ReadonlyMap<string, GraphNode>,
  following: ReadonlyMap<string, readonly string[]>,
  stuck: ReadonlySet<string>,
): Diagnostic {
  const path = findCircle(following, stuck);
  const names = path.map((id) => called(nodes.get(id) ?? { name: id }));
  return error({
    code: "cycle",
    message: `The steps run in a circle: ${[...names, names[0] ?? ""].join(" → ")}.`,
    node: path[0] ?? null,
    hint: "Remove one of these connections.",
  });
}

/** Walks backwards: every stuck node is led to by another stuck one, so some node must come again. */
function findCircle(following: ReadonlyMap<string, readonly string[]>, stuck: ReadonlySet<string>): string[] {
  const leading = new Map<string, string>();
  for (const from of stuck) {
    for (const to of following.get(from) ?? []) if (stuck.has(to)) leading.set(to, from);
  }
  const path: string[] = [];
  let at = [...stuck][0];
  while (at !== undefined && !path.includes(at)) {
    path.push(at);
    at = leading.get(at);
  }
  return at === undefined ? path : path.slice(path.indexOf(at)).toReversed();
}
