import type { DraftGraph, Operation } from "@riposte/draft";
import { withBodies } from "./blocks.ts";
import type { Box } from "./frames.ts";
import { cardBox, framesOf, union } from "./frames.ts";
import { GRID, snap } from "./measures.ts";
import { withRoom } from "./push-apart.ts";

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export type Axis = "x" | "y";

interface Unit {
  readonly id: string;
  readonly card: Box;
  /** With the frame of a loop. */
  readonly whole: Box;
}

const CLEARANCE = GRID * 2;
const SIZE = { x: "width", y: "height" } as const;

/** Moves that put the steps on one line; what would lie on another goes on along that line. */
export function align(
  graph: DraftGraph,
  ids: ReadonlySet<string>,
  alignment: Alignment,
): readonly Operation[] {
  const units = unitsOf(graph, ids);
  if (units.length < 2) return [];
  const across: Axis = alignment === "left" || alignment === "centre" || alignment === "right" ? "x" : "y";
  const along: Axis = across === "x" ? "y" : "x";
  const bounds = union(units.map(({ card }) => card));
  const share =
    alignment === "left" || alignment === "top"
      ? 0
      : alignment === "right" || alignment === "bottom"
        ? 1
        : 0.5;
  const line = bounds[across] + bounds[SIZE[across]] * share;
  let free = -Infinity;
  const moved = units
    .toSorted((a, b) => a.whole[along] - b.whole[along])
    .map(({ id, card, whole }) => {
      const to = snap(line - card[SIZE[across]] * share) - card[across];
      const down = Math.max(0, snap(free - whole[along]));
      free = whole[along] + down + whole[SIZE[along]] + CLEARANCE;
      return { id, ...shift(across, to, down) };
    });
  return moves(graph, moved);
}

/** Moves that leave the same room between one step and the next; the first and the last stay where they are. */
export function distribute(graph: DraftGraph, ids: ReadonlySet<string>, axis: Axis): readonly Operation[] {
  const units = unitsOf(graph, ids).toSorted((a, b) => a.whole[axis] - b.whole[axis]);
  const [first, last] = [units[0], units.at(-1)];
  if (units.length < 3 || first === undefined || last === undefined) return [];
  const size = SIZE[axis];
  const taken = units.reduce((sum, { whole }) => sum + whole[size], 0);
  const room = last.whole[axis] + last.whole[size] - first.whole[axis] - taken;
  const gap = Math.max(CLEARANCE, room / (units.length - 1));
  let at = first.whole[axis];
  const moved = units.map(({ id, whole }) => {
    const by = snap(at) - whole[axis];
    at += whole[size] + gap;
    return { id, ...shift(axis, by, 0) };
  });
  return moves(graph, moved);
}

/** A loop goes as a whole: what stands in a chosen one moves with it and for nothing else. */
function unitsOf(graph: DraftGraph, ids: ReadonlySet<string>): readonly Unit[] {
  const frames = framesOf(graph);
  const isInside = (id: string) => {
    for (let block = frames.blockOf(id); block !== null; block = frames.blockOf(block)) {
      if (ids.has(block)) return true;
    }
    return false;
  };
  return graph.nodes
    .filter(({ id }) => ids.has(id) && !isInside(id))
    .map((node) => ({ id: node.id, card: cardBox(node), whole: frames.unitOf(node) }));
}

interface Shift {
  readonly x: number;
  readonly y: number;
}

function shift(across: Axis, by: number, along: number): Shift {
  return across === "x" ? { x: by, y: along } : { x: along, y: by };
}

function moves(
  graph: DraftGraph,
  shifts: readonly (Shift & { readonly id: string })[],
): readonly Operation[] {
  const byId = new Map<string, Shift>();
  for (const { id, ...by } of shifts) {
    if (by.x === 0 && by.y === 0) continue;
    for (const inner of withBodies(graph, new Set([id]))) byId.set(inner, by);
  }
  const operations = graph.nodes.flatMap(({ id, position }): Operation[] => {
    const by = byId.get(id);
    if (by === undefined) return [];
    return [{ op: "move", node: id, x: (position?.x ?? 0) + by.x, y: (position?.y ?? 0) + by.y }];
  });
  return operations.length === 0 ? [] : withRoom(graph, operations);
}
