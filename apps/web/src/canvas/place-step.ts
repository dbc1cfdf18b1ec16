import type { DraftGraph, DraftNode } from "@riposte/draft";
import { isLoop, loopsAround } from "./blocks.ts";
import { cardBox, framesOf, overlap } from "./frames.ts";
import { groupsOf } from "./groups.ts";
import type { Point } from "./measures.ts";
import { FRAME, GAP_X, GAP_Y, GRID, portY, snap, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { needsRows, portsOf } from "./ports.ts";

/** To the right of a step, at the height of the way out it comes from; after a loop to the right of its frame. */
export function placeAfter(graph: DraftGraph, from: DraftNode, port: string | undefined): Point {
  const { x, y } = from.position ?? { x: 0, y: 0 };
  if (isLoop(from)) {
    const { x: left, width } = framesOf(graph).unitOf(from);
    return port === "each"
      ? { x: x + STEP_WIDTH + GAP_X, y: y + FRAME.first }
      : { x: snap(left + width + GAP_X), y };
  }
  const ports = portsOf(from);
  const at = Math.max(
    0,
    ports.findIndex(({ id }) => id === port),
  );
  const spread = needsRows(ports) ? (at - (ports.length - 1) / 2) * (STEP_HEIGHT + GAP_Y + GRID * 6) : 0;
  const level = needsRows(ports) ? y + portY(ports, at) - STEP_HEIGHT / 2 + spread : y;
  return { x: snap(x + STEP_WIDTH + GAP_X), y: snap(level) };
}

/** The place itself, or the nearest one below or above it where no other step and no frame is, but for the one it goes into. */
export function freePlace(
  graph: DraftGraph,
  wanted: Point,
  { ignores }: { readonly ignores: string | null } = { ignores: null },
): Point {
  const x = snap(wanted.x);
  const y = snap(wanted.y);
  const { frames } = framesOf(graph);
  const groups = groupsOf(graph);
  const around = new Set(
    ignores === null ? [] : [ignores, ...loopsAround(graph, ignores).map(({ id }) => id)],
  );
  const boxes = [
    ...graph.nodes.filter(({ id }) => !groups.has(id)).map(cardBox),
    ...[...frames].flatMap(([id, box]) => (around.has(id) ? [] : [box])),
  ];
  const card = { x, width: STEP_WIDTH, height: STEP_HEIGHT };
  const near = boxes.filter((box) => x < box.x + box.width + GRID && box.x < x + STEP_WIDTH + GRID);
  const room = near.reduce((sum, { height }) => sum + height + STEP_HEIGHT + 4 * GRID, 0);
  for (let far = 0; far <= room; far += 2 * GRID) {
    for (const candidate of far === 0 ? [y] : [y + far, y - far]) {
      if (near.every((box) => !overlap({ ...card, y: candidate }, box, GRID * 2))) return { x, y: candidate };
    }
  }
  return { x, y };
}
