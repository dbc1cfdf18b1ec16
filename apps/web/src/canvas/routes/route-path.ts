import type { Point } from "../measures.ts";
import type { Route } from "./route-edges.ts";

const RADIUS = 8;
const WORTH_IT = 64;

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

export interface Spot extends Point {
  /** How much of the way runs level there. */
  readonly room: number;
}

/** Where a word about the way stands, and what is done to it: in the middle of its longest level piece, if there is one worth it. */
export function routeMiddle(route: Route): Spot {
  const pieces = route.slice(1).map((point, at) => {
    const before = route[at] ?? point;
    const isLevel = before.y === point.y;
    const long = length(before, point);
    return {
      x: (before.x + point.x) / 2,
      y: (before.y + point.y) / 2,
      room: isLevel ? long : 0,
      rank: isLevel && long >= WORTH_IT ? long * 1_000 : long,
    };
  });
  const { x, y, room } = pieces.reduce((best, piece) => (piece.rank > best.rank ? piece : best));
  return { x, y, room };
}

function length(one: Point, other: Point): number {
  return Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
}

function towards(from: Point, to: Point, far: number): Point {
  const whole = length(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * far) / whole, y: from.y + ((to.y - from.y) * far) / whole };
}
