import { applyOperations } from "@riposte/draft";
import type { DraftEdge, DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { makeWay } from "../canvas/make-way.ts";
import { portsOf } from "../canvas/ports.ts";
import type { FieldChange } from "./panel-context.ts";

/** Fields that give a step its ways out. */
const PORT_FIELDS = new Set<string | number>(["cases", "onFailure", "approval", "onCancel", "kind"]);

/**
 * Edges at a way out that goes with the change go as well, and cards that it would cover make way, so that undo
 * brings everything back together.
 */
export function operationsFor(
  graph: DraftGraph,
  node: DraftNode,
  changes: readonly FieldChange[],
): readonly Operation[] {
  const operations = changes.map(({ field, value }): Operation =>
    value === undefined ? { op: "set", node: node.id, field } : { op: "set", node: node.id, field, value },
  );
  if (!changes.some(({ field: [top = ""] }) => PORT_FIELDS.has(top))) return operations;
  const after = applyOperations({ ...graph, nodes: [node], edges: [] }, operations).nodes[0] ?? node;
  const kept = new Set(portsOf(after).map(({ id }) => id));
  const lost = portsOf(node).filter(({ id }) => !kept.has(id));
  const edges = leaving(graph, node, new Set(lost.map(({ id }) => id)));
  return [
    ...edges.map((edge): Operation => ({ op: "remove_edge", edge })),
    ...operations,
    ...makeWay(graph, node, after),
  ];
}

/** A case gets another name, and what is connected to it stays connected. */
export function renameCase(
  graph: DraftGraph,
  node: DraftNode,
  change: { readonly at: number; readonly from: string; readonly to: string },
): readonly Operation[] {
  const { at, from, to } = change;
  const named: Operation = { op: "set", node: node.id, field: ["cases", at, "name"], value: to };
  const after = applyOperations({ ...graph, nodes: [node], edges: [] }, [named]).nodes[0] ?? node;
  const idsOf = (one: DraftNode) => new Set(portsOf(one).map(({ id }) => id));
  // What another case, or the way out for the rest, is called as well stays with that one.
  const isShared = idsOf(node).has(to) || idsOf(after).has(from);
  const edges = isShared ? [] : leaving(graph, node, new Set([from]));
  return [
    ...edges.map((edge): Operation => ({ op: "remove_edge", edge })),
    named,
    ...edges.map((edge): Operation => ({ op: "add_edge", edge: { ...edge, port: to } })),
  ];
}

function leaving(graph: DraftGraph, { id }: DraftNode, ports: ReadonlySet<string>): readonly DraftEdge[] {
  return graph.edges.filter(({ from, port }) => from === id && ports.has(port));
}
