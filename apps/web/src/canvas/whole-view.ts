import { getViewportForBounds } from "@xyflow/react";
import type { Rect, Viewport } from "@xyflow/react";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { ShownState } from "./flow-types.ts";

/** Around what is shown, in pixels. */
export const MARGIN = 48;
const LEAST = 0.04;
/** So few steps are looked at one by one: their names stay readable, although not all may be in sight then. */
const SOME = 20;
const NAMES_LEAST = 0.36;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** All of it in the middle; where it is long and its steps are few, from its beginning. */
export function wholeView(bounds: Rect, steps: number, { width, height }: Size): Viewport {
  const whole = getViewportForBounds(bounds, width, height, LEAST, 1, 0.1);
  if (steps > SOME || whole.zoom >= NAMES_LEAST) return whole;
  return {
    zoom: NAMES_LEAST,
    x: along(bounds.x, bounds.width, width),
    y: along(bounds.y, bounds.height, height),
  };
}

function along(from: number, length: number, room: number): number {
  const left = room - length * NAMES_LEAST;
  return Math.max(left / 2, MARGIN) - from * NAMES_LEAST;
}

/** Where a run that is over came to, at the furthest. */
export function endOf(graph: DraftGraph, states: Readonly<Record<string, ShownState>>): string | null {
  const xOf = ({ position }: DraftNode) => position?.x ?? 0;
  const ended = graph.nodes.filter(({ id }) => ["done", "failed"].includes(states[id] ?? ""));
  return ended.toSorted((one, other) => xOf(other) - xOf(one))[0]?.id ?? null;
}
