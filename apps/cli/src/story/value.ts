import type { RunStep } from "../client.ts";
import { cut, oneLine } from "../table.ts";

export type ShownValue = RunStep["output"];

const SHORT = 200;

/** A value on one line, cut unless all of it is wanted; null when there is none, or nothing in it. */
export function valueLine(value: ShownValue, full: boolean): string | null {
  if (value === null) return null;
  const text = value.json ?? `${value.preview}… (${value.bytes} bytes)`;
  if (text === "{}" || text === "null") return null;
  return full ? text : cut(oneLine(text), SHORT);
}
