import { useQuery } from "@tanstack/react-query";
import { layered } from "./layered.ts";
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

/** Laying out more than this nicely takes longer than anybody looks at it. */
const NICELY = 200;

async function place(graph: Graph): Promise<Graph> {
  const places = graph.nodes.length > NICELY ? layered(graph) : await nicely(graph);
  const nodes = graph.nodes.map((node) => {
    const position = places.get(node.id);
    return position === undefined ? node : { ...node, position };
  });
  return { ...graph, nodes };
}

async function nicely(graph: Graph) {
  const { tidy } = await import("../canvas/tidy.ts");
  const moves = await tidy(graph, null);
  return new Map(
    moves.flatMap((move) => (move.op === "move" ? [[move.node, { x: move.x, y: move.y }]] : [])),
  );
}
