import { z } from "zod";
import { isRecord } from "./json.ts";

/** From the middle of the drawing, in points: room for two thousand steps in a row. */
const FARTHEST = 1_000_000;

const coordinate = z.number().min(-FARTHEST).max(FARTHEST);

export const place = z.object({ x: coordinate, y: coordinate }).strict();

export function withinBounds(at: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, at));
}

/** A graph as it was stored, perhaps before there were bounds: what stands beyond stands at the border. */
export function withPlacesInBounds(graph: unknown): unknown {
  if (!isRecord(graph) || !Array.isArray(graph["nodes"])) return graph;
  return { ...graph, nodes: graph["nodes"].map(nodeInBounds) };
}

function nodeInBounds(node: unknown): unknown {
  const position = isRecord(node) ? node["position"] : null;
  if (!isRecord(node) || !isRecord(position)) return node;
  const { x, y } = position;
  if (typeof x !== "number" || typeof y !== "number") return node;
  return { ...node, position: { x: withinBounds(x), y: withinBounds(y) } };
}
