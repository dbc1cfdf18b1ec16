import type { DraftGraph } from "@riposte/draft";
import { parentOf } from "../../canvas/blocks.ts";
import { nodeOf } from "../../canvas/graph-questions.ts";

/** The same graph for as long as only fields of the step itself change: what it can read does not depend on them. */
export function makeAroundStep(id: string): (graph: DraftGraph) => DraftGraph {
  let around: DraftGraph | null = null;
  return (graph) => {
    if (around === null || !isSameAround(id, around, graph)) around = graph;
    return around;
  };
}

function isSameAround(id: string, one: DraftGraph, other: DraftGraph): boolean {
  if (one === other) return true;
  return (
    one.edges === other.edges &&
    one.nodes.length === other.nodes.length &&
    one.nodes.every(
      (node, at) => node === other.nodes[at] || (node.id === id && other.nodes[at]?.id === id),
    ) &&
    parentOf(nodeOf(one, id)) === parentOf(nodeOf(other, id))
  );
}
