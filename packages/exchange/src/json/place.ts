import type { Data } from "@riposte/template";

/** Where a step stands in the drawing of a file; undefined: it does not say, or not in numbers. */
export function placeOf(data: Data | undefined): { readonly x: number; readonly y: number } | undefined {
  if (!(data instanceof Map)) return undefined;
  const [x, y] = [Number(data.get("x") ?? Number.NaN), Number(data.get("y") ?? Number.NaN)];
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : undefined;
}
