import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { uncalledMethod } from "./callable.ts";
import { asText, equals } from "./compare.ts";
import { codePointLength, codePoints } from "./code-points.ts";
import { findKey, originalKey } from "./dict.ts";
import { asNumber } from "./numbers.ts";
import { Range } from "./range.ts";
import { Thing } from "./thing.ts";
import { typeName } from "./type-name.ts";
import { Undefined } from "./undefined.ts";
import type { Dict, Value } from "./value.ts";

export function truthy(value: Value): boolean {
  if (typeof value === "boolean") return value;
  if (value === null) return false;
  if (typeof value === "string") return value !== "";
  if (typeof value === "bigint") return value !== 0n;
  if (typeof value === "number") return value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  return value instanceof Map ? value.size > 0 : value.truthy();
}

/** Null when the value has no length. */
export function sizeOf(value: Value): number | null {
  const text = asText(value);
  if (text !== null) return codePointLength(text);
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map) return value.size;
  return value instanceof Thing ? value.size() : null;
}

export function lengthOf(value: Value): number {
  const size = sizeOf(value);
  if (size === null)
    throw uncalledMethod(value) ?? new Fault("type", `object of type '${typeName(value)}' has no len()`);
  return size;
}

/** Null when it cannot be iterated. Lists are walked live, as in Python; the caller counts the steps. */
export function iterableOf(value: Value): Iterable<Value> | null {
  const text = asText(value);
  if (text !== null) return codePoints(text);
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return keysOf(value);
  return value instanceof Thing ? value.iterate() : null;
}

/** What a `for` would visit, one step an item. */
export function* iterate(value: Value, budget: Budget): Generator<Value, void, undefined> {
  const items = iterableOf(value);
  if (items === null)
    throw uncalledMethod(value) ?? new Fault("type", `'${typeName(value)}' object is not iterable`);
  for (const item of items) {
    budget.step();
    yield item;
  }
}

/** All items, in an array of the caller's own that does not count as a list of the template yet. */
export function toArray(value: Value, budget: Budget): Value[] {
  if (Array.isArray(value)) {
    budget.step(value.length);
    return value.slice();
  }
  return Array.from(iterate(value, budget));
}

/** Python's `in`. */
export function contains(container: Value, value: Value, budget: Budget): boolean {
  const text = asText(container);
  if (text !== null) return textContains(text, value, budget);
  if (container instanceof Map) {
    if (typeof value === "string") budget.step(value.length >> 10);
    const key = findKey(container, value, budget);
    return key !== undefined && container.has(key);
  }
  if (container instanceof Range) {
    const number = asNumber(value);
    if (typeof number === "bigint") return container.includes(number);
  }
  if (container instanceof Undefined && !container.strict) return false;
  const items = iterableOf(container);
  if (items === null)
    throw (
      uncalledMethod(container) ??
      new Fault("type", `argument of type '${typeName(container)}' is not iterable`)
    );
  for (const item of items) if (isSame(item, value) || equals(item, value, budget)) return true;
  return false;
}

/** Python's `is`, before its `==`: text is left to the latter, which counts what it costs. */
export function isSame(left: Value, right: Value): boolean {
  return typeof left !== "string" && left === right;
}

function textContains(text: string, value: Value, budget: Budget): boolean {
  const part = asText(value);
  if (part === null) {
    throw new Fault("type", `'in <string>' requires string as left operand, not ${typeName(value)}`);
  }
  budget.search(text, part);
  return text.includes(part);
}

function* keysOf(dict: Dict): Generator<Value, void, undefined> {
  for (const key of dict.keys()) yield originalKey(dict, key);
}
