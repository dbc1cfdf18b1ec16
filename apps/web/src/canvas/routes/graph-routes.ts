import { edgeKey } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { isLoop, parentOf } from "../blocks.ts";
import { cardBox, framesOf } from "../frames.ts";
import { ENTRY_GRIP, ENTRY_Y, GRIP, lostPortY, portY, STEP_WIDTH } from "../measures.ts";
import { portsOf } from "../ports.ts";
import { routeEdges } from "./route-edges.ts";
import type { Ends, Route } from "./route-edges.ts";

type Routes = ReadonlyMap<string, Route>;

/** The ways of a graph's edges, laid anew only when cards or edges are others than they were. */
export function makeRoutes() {
  let known: {
    readonly places: string;
    readonly edges: DraftGraph["edges"];
    readonly routes: Routes;
  } | null = null;
  return (graph: DraftGraph): Routes => {
    const places = graph.nodes.map(placeText).join(" ");
    if (known?.places === places && known.edges === graph.edges) return known.routes;
    const routes = routesOf(graph);
    known = { places, edges: graph.edges, routes };
    return routes;
  };
}

/** Within each block around its cards and the frames in it: from a loop into its body, and else over no border. */
export function routesOf(graph: DraftGraph): Routes {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const all = framesOf(graph);
  const blocks = Map.groupBy(graph.edges, ({ from, port }) => {
    const source = byId.get(from);
    return isLoop(source) && port === "each" ? from : all.blockOf(from);
  });
  return new Map(
    [...blocks].flatMap(([block, edges]) => {
      const around = block === null ? undefined : byId.get(block);
      const own = all.unitsIn(block);
      const frames = own.flatMap(({ id }) => all.frames.get(id) ?? []);
      const boxes = [...(around === undefined ? [] : [around]), ...own].map(boxOf);
      return [
        ...routeEdges(
          [...boxes, ...frames],
          edges.flatMap((edge) => endsOf(edge, byId)),
        ),
      ];
    }),
  );
}

function endsOf(edge: DraftGraph["edges"][number], byId: ReadonlyMap<string, DraftNode>): Ends[] {
  const [source, target] = [byId.get(edge.from), byId.get(edge.to)];
  if (source === undefined || target === undefined) return [];
  const ports = portsOf(source);
  const at = ports.findIndex(({ id }) => id === edge.port);
  const [from, to] = [boxOf(source), boxOf(target)];
  return [
    {
      id: edgeKey(edge),
      from: `${edge.from} ${edge.port}`,
      to: edge.to,
      start: {
        x: from.x + STEP_WIDTH + GRIP / 2,
        y: from.y + (at === -1 ? lostPortY(ports) : portY(ports, at)),
      },
      end: { x: to.x - ENTRY_GRIP / 2, y: to.y + ENTRY_Y },
    },
  ];
}

export const boxOf = cardBox;

function placeText(node: DraftNode): string {
  const { x, y } = node.position ?? { x: 0, y: 0 };
  return `${node.id}:${parentOf(node) ?? ""}:${x},${y}:${portsOf(node)
    .map(({ id }) => id)
    .join(",")}`;
}
