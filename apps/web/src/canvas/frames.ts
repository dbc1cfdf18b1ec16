import type { DraftGraph, DraftNode } from "@riposte/draft";
import { isLoop, parentOf } from "./blocks.ts";
import type { Point } from "./measures.ts";
import { FRAME, GAP_X, heightOf, STEP_HEIGHT, STEP_WIDTH } from "./measures.ts";
import { portsOf } from "./ports.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What lies in one block, as boxes; a loop is one with its frame. */
export interface Frames {
  /** Around the body of each loop. */
  readonly frames: ReadonlyMap<string, Box>;
  /** The loop that it stands in, in truth: parents that are no loop, or run in a circle, do not count. */
  readonly blockOf: (id: string) => string | null;
  /** A card, and of a loop its frame as well. */
  readonly unitOf: (node: DraftNode) => Box;
  readonly unitsIn: (block: string | null) => readonly DraftNode[];
  /** From the outside in: 0 at the top. */
  readonly depthOf: (block: string | null) => number;
}

/** The frames of a graph's loops grow with what stands in them. */
export function framesOf({ nodes }: Pick<DraftGraph, "nodes">): Frames {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const blocks = new Map(nodes.map((node) => [node.id, trueBlock(node, byId)]));
  const bodies = Map.groupBy(nodes, ({ id }) => blocks.get(id) ?? null);
  const frames = new Map<string, Box>();
  const frameOf = (loop: DraftNode): Box => {
    const known = frames.get(loop.id);
    if (known !== undefined) return known;
    const body = bodies.get(loop.id) ?? [];
    const frame = body.length === 0 ? emptyFrame(loop) : around(body.map(unitOf));
    frames.set(loop.id, frame);
    return frame;
  };
  const units = new Map<DraftNode, Box>();
  const unitOf = (node: DraftNode): Box => {
    const known = units.get(node);
    if (known !== undefined) return known;
    const card = cardBox(node);
    const unit = isLoop(node) ? union([card, frameOf(node)]) : card;
    units.set(node, unit);
    return unit;
  };
  for (const node of nodes) if (isLoop(node)) frameOf(node);
  const depthOf = (block: string | null): number =>
    block === null ? 0 : 1 + depthOf(blocks.get(block) ?? null);
  return {
    frames,
    blockOf: (id) => blocks.get(id) ?? null,
    unitOf,
    unitsIn: (block) => bodies.get(block) ?? [],
    depthOf,
  };
}

/** The innermost frame at a place, leaving out some loops. */
export function frameAt({ frames, depthOf }: Frames, at: Point, without: ReadonlySet<string>): string | null {
  const there = [...frames].filter(([id, box]) => !without.has(id) && holds(box, at)).map(([id]) => id);
  return there.reduce<string | null>((best, id) => (depthOf(id) > depthOf(best) ? id : best), null);
}

export function cardBox(node: DraftNode): Box {
  const { x, y } = node.position ?? { x: 0, y: 0 };
  return { x, y, width: STEP_WIDTH, height: heightOf(portsOf(node)) };
}

export function union(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function overlap(a: Box, b: Box, clearance = 0): boolean {
  return (
    a.x < b.x + b.width + clearance &&
    b.x < a.x + a.width + clearance &&
    a.y < b.y + b.height + clearance &&
    b.y < a.y + a.height + clearance
  );
}

function trueBlock(node: DraftNode, byId: ReadonlyMap<string, DraftNode>): string | null {
  const parent = parentOf(node);
  if (parent === null || !isLoop(byId.get(parent))) return null;
  const seen = new Set<string>();
  for (let at: string | null = parent; at !== null && isLoop(byId.get(at)); at = parentOf(byId.get(at))) {
    if (at === node.id || seen.has(at)) return null;
    seen.add(at);
  }
  return parent;
}

function around(boxes: readonly Box[]): Box {
  const { x, y, width, height } = union(boxes);
  return {
    x: x - FRAME.side,
    y: y - FRAME.top,
    width: width + 2 * FRAME.side,
    height: height + FRAME.top + FRAME.side,
  };
}

/** Where the first step of its body will come. */
function emptyFrame({ position }: DraftNode): Box {
  const { x, y } = position ?? { x: 0, y: 0 };
  return around([{ x: x + STEP_WIDTH + GAP_X, y: y + FRAME.first, width: STEP_WIDTH, height: STEP_HEIGHT }]);
}

function holds({ x, y, width, height }: Box, at: Point): boolean {
  return at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height;
}
