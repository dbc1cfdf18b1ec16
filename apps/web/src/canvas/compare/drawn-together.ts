import type { Comparison, DraftEdge, DraftGraph, EdgeDifference, StepChange } from "@riposte/draft";
import { edgeKey } from "@riposte/draft";
import type { Point } from "../measures.ts";
import { freePlace } from "../place-step.ts";
import { readingOrder } from "../reading-order.ts";

/** What became of what is drawn; what is not among it is the same. */
export interface DrawnChanges {
  readonly steps: ReadonlyMap<string, StepChange>;
  /** By `edgeKey`. */
  readonly edges: ReadonlyMap<string, EdgeDifference["change"]>;
}

export interface DrawnTogether {
  readonly graph: DraftGraph;
  readonly changes: DrawnChanges;
  /** Steps with something to look at, as one reads; who only moved is none. */
  readonly stops: readonly string[];
}

/** Both graphs in one drawing: the later one, and what it has no more beside what it was connected with. */
export function drawnTogether(before: DraftGraph, after: DraftGraph, found: Comparison): DrawnTogether {
  const steps = new Map(found.steps.map(({ id, change }) => [id, change]));
  const edges = new Map(found.edges.map(({ edge, change }) => [edgeKey(edge), change]));
  const gone = found.edges.flatMap(({ edge, change }) => (change === "removed" ? [edge] : []));
  const graph = { ...withRemoved(before, after, found), edges: [...after.edges, ...gone] };
  const touched = new Set([
    ...found.steps.flatMap(({ id, change }) => (change === "moved" ? [] : [id])),
    ...found.edges.map(({ edge }) => edge.from),
  ]);
  return { graph, changes: { steps, edges }, stops: readingOrder(graph).filter((id) => touched.has(id)) };
}

function withRemoved(before: DraftGraph, after: DraftGraph, { steps }: Comparison): DraftGraph {
  const placeNow = new Map(after.nodes.map(({ id, position }) => [id, position]));
  const placeThen = new Map(before.nodes.map(({ id, position }) => [id, position]));
  const removed = steps.flatMap((step) =>
    step.change === "removed" && step.before !== null ? [step.before] : [],
  );
  return removed.reduce((drawn: DraftGraph, node) => {
    const moved = shiftOf(neighbours(before.edges, node.id), placeThen, placeNow);
    const { x, y } = node.position ?? { x: 0, y: 0 };
    const ignores = typeof node["parent"] === "string" ? node["parent"] : null;
    const position = freePlace(drawn, { x: x + moved.x, y: y + moved.y }, { ignores });
    return { ...drawn, nodes: [...drawn.nodes, { ...node, position }] };
  }, after);
}

type Places = ReadonlyMap<string, Point | undefined>;

/** How far what it was connected with has been moved since. */
function shiftOf(beside: readonly string[], then: Places, now: Places): Point {
  for (const id of beside) {
    const [from, to] = [then.get(id), now.get(id)];
    if (from !== undefined && to !== undefined) return { x: to.x - from.x, y: to.y - from.y };
  }
  return { x: 0, y: 0 };
}

/** What leads to it goes first. */
function neighbours(edges: readonly DraftEdge[], id: string): readonly string[] {
  return [
    ...edges.filter(({ to }) => to === id).map(({ from }) => from),
    ...edges.filter(({ from }) => from === id).map(({ to }) => to),
  ];
}
