import type { DraftGraph, DraftNode } from "@riposte/draft";
import { framesOf } from "./frames.ts";
import { layOut } from "./layout/lay-out.ts";
import type { Point } from "./measures.ts";
import { snap } from "./measures.ts";
import { freePlace } from "./place-step.ts";
import { drawingOf, TIDY_SIZES } from "./tidy.ts";

/**
 * A place for every step: what a file brought, or a program wrote, may have none. Nothing is saved by it, so that
 * a file that is applied again changes nothing; a step that has got a place keeps it while the page is open.
 */
export function makePlacer(): (graph: DraftGraph) => DraftGraph {
  const known = new Map<string, Point>();
  const nodes = new WeakMap<DraftNode, DraftNode>();
  const graphs = new WeakMap<DraftGraph, DraftGraph>();
  const shown = (node: DraftNode) => {
    const position = known.get(node.id);
    if (node.position !== undefined || position === undefined) return node;
    const made = nodes.get(node) ?? { ...node, position };
    nodes.set(node, made);
    return made;
  };
  return (graph) => {
    if (graph.nodes.every(isPlaced)) return graph;
    const before = graphs.get(graph);
    if (before !== undefined) return before;
    for (const [id, at] of placesFor({ ...graph, nodes: graph.nodes.map(shown) })) known.set(id, at);
    const placed = { ...graph, nodes: graph.nodes.map(shown) };
    graphs.set(graph, placed);
    return placed;
  };
}

/** Of those that have none: as if all were laid out, beside what stands there already. */
function placesFor(graph: DraftGraph): ReadonlyMap<string, Point> {
  const found = new Map<string, Point>();
  const placed = graph.nodes.filter(isPlaced);
  if (placed.length === graph.nodes.length) return found;
  const frames = framesOf(graph);
  const wanted = layOut(drawingOf(graph, frames.unitsIn(null)), TIDY_SIZES);
  let there: DraftGraph = { ...graph, nodes: placed };
  for (const node of graph.nodes.filter((one) => !isPlaced(one))) {
    const { x, y } = wanted.get(node.id) ?? { x: 0, y: 0 };
    const at = { x: snap(x), y: snap(y) };
    const position = placed.length === 0 ? at : freePlace(there, at, { ignores: frames.blockOf(node.id) });
    found.set(node.id, position);
    there = { ...there, nodes: [...there.nodes, { ...node, position }] };
  }
  return found;
}

function isPlaced({ position }: DraftNode): boolean {
  return position !== undefined;
}
