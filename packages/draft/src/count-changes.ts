import type { DraftGraph, DraftNode } from "./draft-graph.ts";
import { edgeKey } from "./edge-key.ts";
import { equal } from "./equal.ts";

/** Steps and edges that are not as published. Where a step stands on the canvas says nothing about what runs. */
export function countChanges(draft: DraftGraph, published: DraftGraph | null): number {
  if (draft === published) return 0;
  const nodes = new Map((published?.nodes ?? []).map((node) => [node.id, node]));
  const edges = new Set((published?.edges ?? []).map(edgeKey));
  let same = 0;
  let changes = 0;
  for (const node of draft.nodes) {
    const other = nodes.get(node.id);
    if (other !== undefined) same += 1;
    if (other === undefined || !runsAlike(node, other)) changes += 1;
  }
  for (const edge of draft.edges) {
    if (edges.has(edgeKey(edge))) same += 1;
    else changes += 1;
  }
  return changes + nodes.size + edges.size - same;
}

function runsAlike(a: DraftNode, b: DraftNode): boolean {
  if (a === b) return true;
  const { position: _here, ...mine } = a;
  const { position: _there, ...theirs } = b;
  return equal(mine, theirs);
}
