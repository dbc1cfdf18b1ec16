import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { Point } from "./measures.ts";
import { GAP_X, GAP_Y, GRID, heightOf, portY, snap, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { needsRows, portsOf } from "./ports.ts";

/** To the right of a step, at the height of the way out it comes from. */
export function placeAfter(from: DraftNode, port: string | undefined): Point {
  const { x, y } = from.position ?? { x: 0, y: 0 };
  const ports = portsOf(from);
  const at = Math.max(
    0,
    ports.findIndex(({ id }) => id === port),
  );
  const spread = needsRows(ports) ? (at - (ports.length - 1) / 2) * (STEP_HEIGHT + GAP_Y + GRID * 6) : 0;
  const level = needsRows(ports) ? y + portY(ports, at) - STEP_HEIGHT / 2 + spread : y;
  return { x: snap(x + STEP_WIDTH + GAP_X), y: snap(level) };
}

/** The place itself, or the nearest one below or above it where no other step stands. */
export function freePlace(graph: DraftGraph, wanted: Point): Point {
  const x = snap(wanted.x);
  const y = snap(wanted.y);
  const near = graph.nodes.filter(({ position }) => Math.abs((position?.x ?? 0) - x) < STEP_WIDTH + GRID);
  for (let far = 0; far <= near.length * 40; far++) {
    for (const candidate of far === 0 ? [y] : [y + far * 2 * GRID, y - far * 2 * GRID]) {
      if (near.every((node) => !overlaps(node, candidate))) return { x, y: candidate };
    }
  }
  return { x, y };
}

function overlaps(node: DraftNode, y: number): boolean {
  const top = node.position?.y ?? 0;
  const clearance = GRID * 2;
  return y < top + heightOf(portsOf(node)) + clearance && y + STEP_HEIGHT + clearance > top;
}
