import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { Point } from "./measures.ts";
import { snap } from "./measures.ts";
import { freePlace } from "./place-step.ts";
import { settled } from "./settle.ts";
import { makePlacer } from "./unplaced.ts";

interface Target {
  /** Null: beside where they came from. */
  readonly at: Point | null;
  /** The loop that they come into. */
  readonly block: string | null;
}

/** The pasted steps as they stood to each other, where they lie on no card; what has no place, or lay on another, gets one. */
export function placedBeside(
  graph: DraftGraph,
  pasted: DraftGraph,
  { at, block }: Target,
): readonly DraftNode[] {
  const { nodes } = makePlacer()({ ...pasted, nodes: unpiled(pasted.nodes) });
  const shift = shiftOf(nodes, at === null ? null : freePlace(graph, at, { ignores: block }));
  const wanted = new Map(
    nodes.map(({ id, position }) => {
      const { x, y } = position ?? { x: 0, y: 0 };
      return [id, { x: snap(x + shift.x), y: snap(y + shift.y) }];
    }),
  );
  const free = settled({ ...graph, nodes: [...graph.nodes, ...nodes] }, wanted);
  return nodes.map((node) => ({ ...node, position: free.get(node.id) }) as DraftNode);
}

/** Of steps at one place only the first one stands there. */
function unpiled(nodes: readonly DraftNode[]): DraftNode[] {
  const taken = new Set<string>();
  return nodes.map((node) => {
    const { position, ...bare } = node;
    const key = `${position?.x} ${position?.y}`;
    if (position !== undefined && taken.has(key)) return bare;
    taken.add(key);
    return node;
  });
}

/** To where the pointer is, or a little beside where they came from. */
function shiftOf(nodes: readonly DraftNode[], at: Point | null): Point {
  if (at === null) return { x: 32, y: 96 };
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const left = least(nodes.map(({ position }) => position?.x ?? 0));
  const top = least(nodes.map(({ position }) => position?.y ?? 0));
  return { x: at.x - left, y: at.y - top };
}
