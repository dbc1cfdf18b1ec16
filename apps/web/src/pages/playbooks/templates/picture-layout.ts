import { edgeKey } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { parentOf } from "../../../canvas/blocks.ts";
import type { Box } from "../../../canvas/frames.ts";
import { union } from "../../../canvas/frames.ts";
import { routeEdges } from "../../../canvas/routes/route-edges.ts";
import { routePath } from "../../../canvas/routes/route-path.ts";

/** Of the square that stands for a step. */
export const SQUARE = 32;
/** From the canvas's places, where cards are wide and flat, to squares. */
const SCALE = { x: 72 / 336, y: 64 / 160 };
const ROUND = 8;
/** How far from a square its lines begin to turn, at the least: as grips do on the canvas. */
const LEAD = 5;

export interface Picture {
  /** What there is to see, with a little room around it. */
  readonly view: Box;
  readonly squares: readonly { readonly node: DraftNode; readonly box: Box }[];
  readonly frames: readonly { readonly id: string; readonly box: Box }[];
  readonly lines: readonly { readonly id: string; readonly path: string; readonly isFailure: boolean }[];
}

/** A graph in small: a square for each step, around the body of a loop a frame, and the ways between them. */
export function pictureOf({ nodes, edges }: DraftGraph): Picture {
  const squares = nodes.filter(({ kind }) => kind !== "note").map((node) => ({ node, box: boxOf(node) }));
  const boxes = new Map(squares.map(({ node, box }) => [node.id, box]));
  const bodies = Map.groupBy(squares, ({ node }) => parentOf(node) ?? "");
  const frames = [...bodies].flatMap(([id, body]) =>
    id === "" ? [] : [{ id, box: widened(union(body.map(({ box }) => box)), ROUND) }],
  );
  const ends = edges.flatMap((edge) => {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const start = { x: from.x + SQUARE + LEAD, y: from.y + SQUARE / 2 };
    const end = { x: to.x - LEAD, y: to.y + SQUARE / 2 };
    return [{ edge, id: edgeKey(edge), from: edge.from, to: edge.to, start, end }];
  });
  const routes = routeEdges([...boxes.values()], ends);
  const lines = ends.map(({ edge, id, start, end }) => ({
    id,
    path: routePath([
      { x: start.x - LEAD, y: start.y },
      ...(routes.get(id) ?? [start, end]),
      { x: end.x + LEAD, y: end.y },
    ]),
    isFailure: FAILURES.has(edge.port),
  }));
  const all = [...squares, ...frames].map(({ box }) => box);
  const seen = widened(all.length === 0 ? NOWHERE : union(all), ROUND);
  const more = Math.max(0, LEAST_WIDTH - seen.width);
  const view = { ...seen, x: seen.x - more / 2, width: seen.width + more };
  return { view, squares, frames, lines };
}

/** So that the squares of short playbooks are no larger than those of others. */
const LEAST_WIDTH = 480;

const FAILURES = new Set(["on_failure", "on_cancel"]);
const NOWHERE: Box = { x: 0, y: 0, width: SQUARE, height: SQUARE };

function boxOf({ position }: DraftNode): Box {
  const { x, y } = position ?? { x: 0, y: 0 };
  return { x: Math.round(x * SCALE.x), y: Math.round(y * SCALE.y), width: SQUARE, height: SQUARE };
}

function widened({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
