import { Fault } from "../error.ts";
import { toFraction } from "./exact.ts";
import { typeName } from "./type-name.ts";
import type { Value } from "./value.ts";

/** An int (a bool is one), a float, or null for what is no number. */
export function asNumber(value: Value): bigint | number | null {
  if (typeof value === "bigint" || typeof value === "number") return value;
  return typeof value === "boolean" ? BigInt(value) : null;
}

export function toFloat(number: bigint | number): number {
  const float = Number(number);
  if (typeof number === "bigint" && !Number.isFinite(float)) {
    throw new Fault("value", "int too large to convert to float");
  }
  return float;
}

/** A whole number where Python asks for an index: an int or a bool, nothing else. */
export function asIndex(value: Value, what = "an integer"): bigint {
  const number = asNumber(value);
  if (typeof number === "bigint") return number;
  throw new Fault("type", `'${typeName(value)}' object cannot be interpreted as ${what}`);
}

/** As a JavaScript number, for counts and widths; far beyond any limit it is cut off. */
export function asCount(value: Value): number {
  const index = asIndex(value);
  const most = 2n ** 52n;
  if (index > most) return Number(most);
  return index < -most ? -Number(most) : Number(index);
}

/** `int(float)`: towards zero. */
export function truncate(float: number): bigint {
  if (Number.isNaN(float)) throw new Fault("value", "cannot convert float NaN to integer");
  if (!Number.isFinite(float)) throw new Fault("value", "cannot convert float infinity to integer");
  return BigInt(Math.trunc(float));
}

/** Compares exactly, also an int that no float can hold with a float. NaN: not a number either. */
export function compareNumbers(left: bigint | number, right: bigint | number): number {
  if (typeof left === typeof right) return left < right ? -1 : left > right ? 1 : left === right ? 0 : NaN;
  if (typeof left === "bigint") return -compareNumbers(right, left);
  if (Number.isNaN(left)) return NaN;
  if (!Number.isFinite(left)) return left > 0 ? 1 : -1;
  const { numerator, denominator } = toFraction(left);
  const scaled = (right as bigint) * denominator;
  return numerator < scaled ? -1 : numerator > scaled ? 1 : 0;
}
