import type { DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { GAP_Y, GRID, heightOf, snap, STEP_WIDTH } from "./measures.ts";
import { portsOf } from "./ports.ts";

/** A way out more makes a card higher: what it would cover moves down, and what that would cover. */
export function makeWay(graph: DraftGraph, before: DraftNode, after: DraftNode): Operation[] {
  const { x, y } = before.position ?? { x: 0, y: 0 };
  const [was, is] = [heightOf(portsOf(before)), heightOf(portsOf(after))];
  if (is <= was) return [];
  const grown: Taken = { x, bottom: y + is };
  const taken = [grown];
  const moves: Operation[] = [];
  // What lay over it already is somebody's own doing.
  const below = graph.nodes
    .filter(({ id, position }) => id !== before.id && (position?.y ?? 0) >= y + was)
    .toSorted((a, b) => (a.position?.y ?? 0) - (b.position?.y ?? 0));
  for (const node of below) {
    const at = node.position ?? { x: 0, y: 0 };
    const covering = taken.filter((one) => isInColumn(one, at) && one.bottom + GRID * 2 > at.y);
    if (covering.length === 0) continue;
    const lowest = covering.reduce((most, { bottom }) => Math.max(most, bottom), -Infinity);
    const to = snap(lowest + GAP_Y);
    moves.push({ op: "move", node: node.id, x: at.x, y: to });
    taken.push({ x: at.x, bottom: to + heightOf(portsOf(node)) });
  }
  return moves;
}

/** A card that has a new place, as far as others have to mind it. */
interface Taken {
  readonly x: number;
  readonly bottom: number;
}

function isInColumn({ x }: Taken, at: { readonly x: number }): boolean {
  return Math.abs(x - at.x) < STEP_WIDTH + GRID;
}
