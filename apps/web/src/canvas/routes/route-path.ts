import type { Point } from "../measures.ts";
import type { Route } from "./route-edges.ts";

const RADIUS = 8;

/** The way as SVG draws it, with round corners. */
export function routePath(route: Route): string {
  return route
    .map((point, at) => {
      const [before, after] = [route[at - 1], route[at + 1]];
      if (before === undefined) return `M${point.x},${point.y}`;
      if (after === undefined) return `L${point.x},${point.y}`;
      const radius = Math.min(RADIUS, length(before, point) / 2, length(point, after) / 2);
      const [enter, leave] = [towards(point, before, radius), towards(point, after, radius)];
      return `L${enter.x},${enter.y}Q${point.x},${point.y} ${leave.x},${leave.y}`;
    })
    .join("");
}

/** Where a word about the way stands: in the middle of its longest level piece. */
export function routeMiddle(route: Route): Point {
  let best = { x: 0, y: 0, long: -1 };
  for (const [at, point] of route.entries()) {
    const before = route[at - 1];
    if (before === undefined || before.y !== point.y) continue;
    const long = length(before, point);
    if (long > best.long) best = { x: (before.x + point.x) / 2, y: point.y, long };
  }
  return { x: best.x, y: best.y };
}

function length(one: Point, other: Point): number {
  return Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
}

function towards(from: Point, to: Point, far: number): Point {
  const whole = length(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * far) / whole, y: from.y + ((to.y - from.y) * far) / whole };
}
