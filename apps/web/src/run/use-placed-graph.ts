import { useQuery } from "@tanstack/react-query";
import type { RunOutline } from "./run-data.ts";

type Graph = RunOutline["graph"];

/** The drawing with a place for every step: what was written by hand or made from a plan has none. Null: wait. */
export function usePlacedGraph(id: string, graph: Graph): Graph | null {
  const isDrawn = graph.nodes.every(({ position }) => position !== undefined);
  const placed = useQuery({
    queryKey: ["placed graph", id],
    queryFn: () => place(graph),
    enabled: !isDrawn,
    staleTime: Infinity,
  });
  return isDrawn ? graph : (placed.data ?? null);
}

async function place(graph: Graph): Promise<Graph> {
  const { tidy } = await import("../canvas/tidy.ts");
  const moves = await tidy(graph, null);
  const places = new Map(
    moves.flatMap((move) => (move.op === "move" ? [[move.node, { x: move.x, y: move.y }]] : [])),
  );
  const nodes = graph.nodes.map((node) => {
    const position = places.get(node.id);
    return position === undefined ? node : { ...node, position };
  });
  return { ...graph, nodes };
}
