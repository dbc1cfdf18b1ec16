import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { getEntry, originalKey } from "./dict.ts";
import { Markup } from "./markup.ts";
import { asNumber, compareNumbers } from "./numbers.ts";
import { Tuple } from "./tuple.ts";
import { typeName } from "./type-name.ts";
import { Undefined } from "./undefined.ts";
import { Range } from "./range.ts";
import type { Dict, Value } from "./value.ts";

/** Python's `==`: numbers of all kinds by their value, containers by what they hold. */
export function equals(left: Value, right: Value, budget: Budget): boolean {
  budget.step();
  if (typeof left === "string" && typeof right === "string") {
    budget.compare(left, right);
    return left === right;
  }
  if (left instanceof Undefined || right instanceof Undefined) return undefinedEquals(left, right);
  if (left === right) return !Number.isNaN(left);
  const leftText = asText(left);
  if (leftText !== null) return leftText === asText(right);
  const leftNumber = asNumber(left);
  if (leftNumber !== null) {
    const rightNumber = asNumber(right);
    return rightNumber !== null && compareNumbers(leftNumber, rightNumber) === 0;
  }
  if (Array.isArray(left)) return Array.isArray(right) && sequencesEqual(left, right, budget);
  if (left instanceof Tuple) return right instanceof Tuple && sequencesEqual(left.items, right.items, budget);
  if (left instanceof Range) return right instanceof Range && left.equals(right);
  return left instanceof Map && right instanceof Map && dictsEqual(left, right, budget);
}

/** Below zero, zero, above zero, or NaN where neither is true; fails for kinds that Python does not order. */
export function compare(left: Value, right: Value, operator: string, budget: Budget): number {
  budget.step();
  if (typeof left === "bigint" && typeof right === "bigint") return left < right ? -1 : left > right ? 1 : 0;
  const leftNumber = asNumber(left);
  const rightNumber = asNumber(right);
  if (leftNumber !== null && rightNumber !== null) return compareNumbers(leftNumber, rightNumber);
  const leftText = asText(left);
  const rightText = asText(right);
  if (leftText !== null && rightText !== null) {
    budget.step(Math.min(leftText.length, rightText.length) >> 5);
    return compareText(leftText, rightText);
  }
  if (Array.isArray(left) && Array.isArray(right)) return compareSequences(left, right, operator, budget);
  if (left instanceof Tuple && right instanceof Tuple) {
    return compareSequences(left.items, right.items, operator, budget);
  }
  for (const side of [left, right]) if (side instanceof Undefined) side.fail();
  const kinds = `'${typeName(left)}' and '${typeName(right)}'`;
  throw new Fault("type", `'${operator}' not supported between instances of ${kinds}`);
}

/** By code points; JavaScript's own order is by UTF-16 units. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left[at] === right[at]) at += 1;
  if (at === length) return left.length - right.length;
  return rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

export function asText(value: Value): string | null {
  if (typeof value === "string") return value;
  return value instanceof Markup ? value.value : null;
}

function undefinedEquals(left: Value, right: Value): boolean {
  for (const side of [left, right]) if (side instanceof Undefined && side.strict) side.fail();
  return left instanceof Undefined && right instanceof Undefined;
}

function sequencesEqual(left: readonly Value[], right: readonly Value[], budget: Budget): boolean {
  if (left.length !== right.length) return false;
  return budget.nested(() => left.every((item, index) => equals(item, right[index] ?? null, budget)));
}

function dictsEqual(left: Dict, right: Dict, budget: Budget): boolean {
  if (left.size !== right.size) return false;
  return budget.nested(() => {
    for (const [key, value] of left) {
      const other = getEntry(right, originalKey(left, key), budget);
      if (other === undefined || !equals(value, other, budget)) return false;
    }
    return true;
  });
}

function compareSequences(
  left: readonly Value[],
  right: readonly Value[],
  operator: string,
  budget: Budget,
): number {
  return budget.nested(() => {
    for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
      const [leftItem = null, rightItem = null] = [left[index], right[index]];
      if (!equals(leftItem, rightItem, budget)) return compare(leftItem, rightItem, operator, budget);
    }
    return left.length - right.length;
  });
}
