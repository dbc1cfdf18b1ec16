import type { Point } from "../measures.ts";
import { cardIndex } from "./card-index.ts";
import type { CardBox, CardIndex } from "./card-index.ts";
import { lineIndex } from "./line-index.ts";
import type { LineIndex } from "./line-index.ts";

/** From a grip to a grip. */
export interface Ends {
  readonly id: string;
  /** The way out that it comes from, and the step that it leads to. */
  readonly from: string;
  readonly to: string;
  readonly start: Point;
  readonly end: Point;
}

/** The corners of a way, both ends with it. */
export type Route = readonly Point[];

/** How far from its grips a way turns at the earliest, and how far apart two ways run side by side. */
const STUB = 12;
const STEP = 8;
const MOST_TRIES = 7;
const MOST_LANES = 24;

/**
 * Ways along which no edge passes behind a card; where two lead apart, they do not run on top of each other if there
 * is room. What has no such way, as cards lie on top of each other, is left out.
 */
export function routeEdges(boxes: readonly CardBox[], edges: readonly Ends[]): ReadonlyMap<string, Route> {
  const around = { cards: cardIndex(boxes), lines: lineIndex() };
  const routes = new Map<string, Route>();
  // The near ones have the least choice.
  for (const edge of edges.toSorted((a, b) => reach(a) - reach(b))) {
    const route = routeOf(edge, around, true) ?? routeOf(edge, around, false);
    if (route === null) continue;
    around.lines.add(route, edge);
    routes.set(edge.id, route);
  }
  return routes;
}

interface Around {
  readonly cards: CardIndex;
  readonly lines: LineIndex;
}

function reach({ start, end }: Ends): number {
  return Math.abs(end.x - start.x) + Math.abs(end.y - start.y);
}

function routeOf(edge: Ends, { cards, lines }: Around, isApart: boolean): Route | null {
  const { start, end } = edge;
  const isFree = (route: Route) =>
    route.slice(1).every((point, at) => cards.isFree(route[at] ?? point, point)) &&
    (!isApart || lines.isFree(route, edge));
  if (start.y === end.y && end.x > start.x && isFree([start, end])) return [start, end];
  const [first, last] = [start.x + STUB, end.x - STUB];
  if (first <= last) {
    for (const x of turns(first, last)) {
      const route = [start, { x, y: start.y }, { x, y: end.y }, end];
      if (isFree(route)) return route;
    }
  }
  for (const y of cards.lanes(first, last, { from: start.y, to: end.y }).slice(0, MOST_LANES)) {
    const leave = steps(first, 1).find((x) => isFree([start, { x, y: start.y }, { x, y }]));
    const arrive = steps(last, -1).find((x) => isFree([{ x, y }, { x, y: end.y }, end]));
    if (leave === undefined || arrive === undefined) continue;
    const route = [
      start,
      { x: leave, y: start.y },
      { x: leave, y },
      { x: arrive, y },
      { x: arrive, y: end.y },
      end,
    ];
    if (isFree(route)) return route;
  }
  return null;
}

/** Where a way with one step up or down may turn: in the middle of a short one, else near its end or its start. */
function turns(first: number, last: number): number[] {
  const middle = Math.round((first + last) / 2);
  const isShort = last - first <= 2 * MOST_TRIES * STEP;
  const wanted = isShort
    ? steps(middle, 1).flatMap((x) => [x, 2 * middle - x])
    : steps(last, -1).flatMap((x, at) => [x, first + at * STEP]);
  return wanted.filter((x) => x >= first && x <= last);
}

function steps(start: number, way: 1 | -1): number[] {
  return Array.from({ length: MOST_TRIES }, (_, at) => start + way * at * STEP);
}
