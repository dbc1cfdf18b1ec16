import type { DraftGraph } from "@riposte/draft";
import { groupsOf } from "./groups.ts";
import type { Point } from "./measures.ts";
import { GRID, heightOf, STEP_WIDTH } from "./measures.ts";
import { portsOf } from "./ports.ts";

const CLEARANCE = GRID * 2;
/** Beyond, one would not find again what one has dropped. */
const FARTHEST = 200 * GRID;

interface Box extends Point {
  readonly height: number;
}

/** Cards that were dropped, as they are where they lie on no other, else together at the nearest place where none does. */
export function settled(graph: DraftGraph, dropped: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const [moved, fixed]: [Box[], Box[]] = [[], []];
  const groups = groupsOf(graph);
  for (const node of graph.nodes) {
    // An open group is no card, and of a folded one what it holds keeps its place.
    if (groups.has(node.id)) continue;
    const at = dropped.get(node.id);
    const { x, y } = at ?? node.position ?? { x: 0, y: 0 };
    (at === undefined ? fixed : moved).push({ x, y, height: heightOf(portsOf(node)) });
  }
  if (isFree(moved, fixed, { by: { x: 0, y: 0 }, clearance: 0 })) return dropped;
  const near = fixed.filter((one) => isNear(one, moved));
  for (let far = GRID; far <= FARTHEST; far += GRID) {
    // The corners of a ring are further away than its sides, but are looked at with it.
    const free = ring(far).find((by) => isFree(moved, near, { by, clearance: CLEARANCE }));
    if (free !== undefined)
      return new Map([...dropped].map(([id, { x, y }]) => [id, { x: x + free.x, y: y + free.y }]));
  }
  return dropped;
}

function isFree(
  moved: readonly Box[],
  fixed: readonly Box[],
  { by, clearance }: { readonly by: Point; readonly clearance: number },
): boolean {
  return moved.every(({ x, y, height }) =>
    fixed.every(
      (one) =>
        Math.abs(x + by.x - one.x) >= STEP_WIDTH + clearance ||
        y + by.y >= one.y + one.height + clearance ||
        one.y >= y + by.y + height + clearance,
    ),
  );
}

function isNear(one: Box, moved: readonly Box[]): boolean {
  const reach = FARTHEST + STEP_WIDTH + CLEARANCE;
  return moved.some(({ x, y, height }) => {
    return Math.abs(x - one.x) < reach && Math.abs(y - one.y) < reach + Math.max(height, one.height);
  });
}

/** All places at a distance, the straight ones first: below, above, beside. */
function ring(far: number): readonly Point[] {
  const places: Point[] = [];
  for (let along = 0; along <= far; along += GRID)
    for (const side of along === 0 ? [0] : [along, -along])
      places.push({ x: side, y: far }, { x: side, y: -far }, { x: far, y: side }, { x: -far, y: side });
  return places;
}
