import type { Port } from "./ports.ts";
import { needsRows } from "./ports.ts";

/** Everything on the canvas stands on this grid. */
export const GRID = 8;

/** Known and not measured: a canvas of a thousand steps lays out without mounting one. */
export const STEP_WIDTH = 240;
export const STEP_HEIGHT = 64;
const PORT_ROW = 24;
/** Of a port's round grip; edges start at its outer side. */
export const GRIP = 16;
export const ENTRY_GRIP = 10;
/** Where edges come in, from the top of the card. */
export const ENTRY_Y = STEP_HEIGHT / 2;
/** Between a step and the one after it. */
export const GAP_X = 96;
export const GAP_Y = 40;
/** Around the body of a loop; at the top is its title. `first`: where its first step comes, from the top of the loop's card. */
export const FRAME = { side: 24, top: 40, first: 40 };

/** A type and no interface: it is JSON. */
export type Point = { readonly x: number; readonly y: number };

export function heightOf(ports: readonly Port[]): number {
  return needsRows(ports) ? STEP_HEIGHT + ports.length * PORT_ROW + GRID : STEP_HEIGHT;
}

/** The middle of a port's grip, from the top of its card: on the grid, as the way in is, so that edges can be straight. */
export function portY(ports: readonly Port[], at: number): number {
  return needsRows(ports) ? STEP_HEIGHT + at * PORT_ROW + GRID : STEP_HEIGHT / 2;
}

/** Where edges start whose way out is gone: at the foot of the card. */
export function lostPortY(ports: readonly Port[]): number {
  return heightOf(ports) - GRID;
}

export function snap(value: number): number {
  return Math.round(value / GRID) * GRID;
}
