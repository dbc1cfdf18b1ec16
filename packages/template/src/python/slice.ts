import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { codePointLength, hasSurrogates, sliceText } from "./code-points.ts";
import { Markup } from "./markup.ts";
import { asNumber } from "./numbers.ts";
import { Range } from "./range.ts";
import { Tuple } from "./tuple.ts";
import { typeName } from "./type-name.ts";
import { Undefined } from "./undefined.ts";
import type { Value } from "./value.ts";

/** The three parts of `[start:stop:step]`; null where nothing is written. */
export interface Bounds {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
}

/** `value[start:stop:step]` */
export function slice(value: Value, bounds: Bounds, budget: Budget): Value {
  if (value instanceof Undefined) return value.fail();
  if (typeof value === "string") return sliceString(value, bounds, budget);
  if (value instanceof Markup) return new Markup(sliceString(value.value, bounds, budget));
  if (Array.isArray(value)) return budget.list(pick(value, bounds, budget));
  if (value instanceof Tuple) return new Tuple(pick(value.items, bounds, budget));
  if (value instanceof Range) return sliceRange(value, bounds);
  if (value instanceof Map) throw new Fault("type", "unhashable type: 'slice'");
  throw new Fault("type", `'${typeName(value)}' object is not subscriptable`);
}

function sliceString(text: string, bounds: Bounds, budget: Budget): string {
  budget.scan(text);
  const { start, stop, step } = resolve(bounds, codePointLength(text));
  if (step === 1) return budget.text(sliceText(text, start, Math.max(start, stop)));
  budget.walk(text);
  const units = hasSurrogates(text) ? Array.from(text) : text;
  budget.bytes(Math.ceil(Math.abs(stop - start) / Math.abs(step)) * 8);
  return budget.text(Array.from(indices(start, stop, step), (index) => units[index] ?? "").join(""));
}

function pick(items: readonly Value[], bounds: Bounds, budget: Budget): Value[] {
  const { start, stop, step } = resolve(bounds, items.length);
  const count = Math.max(Math.ceil((stop - start) / step), 0);
  budget.bytes(16 * count);
  budget.step(count >> 6);
  return Array.from({ length: count }, (_none, at) => items[start + at * step] ?? null);
}

function sliceRange(range: Range, bounds: Bounds): Range {
  const { start, stop, step } = resolve(bounds, range.length);
  return new Range(range.at(start), range.at(stop), range.step * BigInt(step));
}

function* indices(start: number, stop: number, step: number): Generator<number> {
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) yield index;
}

function resolve(bounds: Bounds, length: number): { start: number; stop: number; step: number } {
  const step = bound(bounds.step) ?? 1;
  if (step === 0) throw new Fault("value", "slice step cannot be zero");
  const least = step > 0 ? 0 : -1;
  const most = step > 0 ? length : length - 1;
  const place = (value: number): number =>
    Math.min(Math.max(value < 0 ? value + length : value, least), most);
  const start = bound(bounds.start);
  const stop = bound(bounds.stop);
  return {
    start: start === null ? (step > 0 ? least : most) : place(start),
    stop: stop === null ? (step > 0 ? most : least) : place(stop),
    step,
  };
}

function bound(value: Value): number | null {
  if (value === null) return null;
  const number = asNumber(value);
  if (typeof number !== "bigint") {
    throw new Fault("type", "slice indices must be integers or None or have an __index__ method");
  }
  const most = 2n ** 31n;
  return Number(number > most ? most : number < -most ? -most : number);
}
