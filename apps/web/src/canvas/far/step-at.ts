import type { CanvasNode } from "../frame-node.tsx";
import type { Point } from "../measures.ts";

/** In pixels: cards may be smaller than what one can point at. */
export const REACH = 12;

/** The card at a place of the canvas, else the nearest one within reach. */
export function stepAt(
  steps: readonly Pick<CanvasNode, "id" | "position" | "width" | "height">[],
  { x, y }: Point,
  [left, top, zoom]: readonly [number, number, number],
): string | null {
  const [atX, atY] = [(x - left) / zoom, (y - top) / zoom];
  let nearest: string | null = null;
  let least = REACH / zoom;
  for (const { id, position, width = 0, height = 0 } of steps) {
    const byX = Math.max(position.x - atX, 0, atX - position.x - width);
    const byY = Math.max(position.y - atY, 0, atY - position.y - height);
    const far = Math.hypot(byX, byY);
    // What was drawn last lies on top.
    if (far > least) continue;
    nearest = id;
    least = far;
  }
  return nearest;
}
