import type { DraftGraph, DraftNode } from "@riposte/draft";
import { withinBounds } from "@riposte/plan";

/** What a card takes here, with some room around it; other products draw theirs smaller. */
const ROOM = { x: 288, y: 128 };

/** Beyond it the drawing would be lost in its own space. */
const MOST_SPREAD = 4;

/**
 * A drawing of other cards, spread until none of ours lies on another. Where it places not every step of the file, or
 * two in one spot, no step keeps its place: then all of them are tidied up together.
 * @param isOwn What was drawn for no step of the file: it is fitted in.
 */
export function roomy(graph: DraftGraph, isOwn: (node: DraftNode) => boolean): DraftGraph {
  const placed = graph.nodes.filter(({ position }) => position !== undefined);
  const isWhole = graph.nodes.every((node) => node.position !== undefined || isOwn(node));
  const spread = isWhole ? spreadOf(placed) : Number.POSITIVE_INFINITY;
  if (spread === 1) return graph;
  return { ...graph, nodes: graph.nodes.map((node) => moved(node, spread)) };
}

function moved(node: DraftNode, spread: number): DraftNode {
  const { position, ...rest } = node;
  if (position === undefined) return node;
  if (spread > MOST_SPREAD) return rest;
  const at = (place: number) => withinBounds(Math.round(place * spread));
  return { ...node, position: { x: at(position.x), y: at(position.y) } };
}

function spreadOf(nodes: readonly DraftNode[]): number {
  let most = 1;
  for (const [at, { position: a }] of nodes.entries()) {
    for (const { position: b } of nodes.slice(at + 1)) {
      if (a === undefined || b === undefined) continue;
      // Apart in one direction is apart.
      most = Math.max(most, Math.min(ROOM.x / Math.abs(a.x - b.x), ROOM.y / Math.abs(a.y - b.y)));
    }
  }
  return most;
}
