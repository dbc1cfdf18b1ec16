import type { DraftEdge } from "./draft-graph.ts";

/** The same text for the same edge: node ids hold no spaces. */
export function edgeKey({ from, port, to }: DraftEdge): string {
  return `${from} ${to} ${port}`;
}
