import { REQUIRED, operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { binary } from "../python/arithmetic.ts";
import { asText } from "../python/compare.ts";
import { formatFixed } from "../python/decimal-format.ts";
import { asCount, asNumber, toFloat, truncate } from "../python/numbers.ts";
import { parseFloatText, parseInteger } from "../python/parse-number.ts";
import { roundNumber } from "../python/round.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";

export const NUMERIC_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  abs: plain((value) => {
    if (value instanceof Undefined) value.fail();
    const number = asNumber(value);
    if (number === null) throw new Fault("type", `bad operand type for abs(): '${typeName(value)}'`);
    return number < 0 || Object.is(number, -0) ? -number : number;
  }),
  int: operation({ default: 0n, base: 10n }, (value, args, { budget }) => {
    return toInteger(value, asCount(args.base), budget) ?? args.default;
  }),
  float: operation({ default: 0 }, (value, args, { budget }) => {
    const text = asText(value);
    if (text !== null) budget.walk(text);
    return toFloatValue(value) ?? args.default;
  }),
  round: operation({ precision: 0n, method: "common" }, (value, { precision, method }, { budget }) => {
    if (method !== "common" && method !== "ceil" && method !== "floor") {
      throw new Fault("value", "method must be common, ceil or floor");
    }
    if (value instanceof Undefined) value.fail();
    const number = asNumber(value);
    if (number === null) throw new Fault("type", `type ${typeName(value)} doesn't define __round__ method`);
    if (method === "common") return roundNumber(number, asCount(precision));
    const factor = binary("**", 10n, precision, budget);
    const scaled = binary("*", number, factor, budget);
    const whole = typeof scaled === "bigint" ? scaled : truncateWith(method, Number(scaled));
    return binary("/", whole, factor, budget);
  }),
  filesizeformat: operation({ binary: false }, (value, args, { budget }) => {
    const bytes = toFloatValue(value);
    if (bytes === null) throw new Fault("value", "a size must be a number");
    const base = args.binary === true ? 1024 : 1000;
    if (bytes === 1) return "1 Byte";
    if (bytes < base) return `${truncate(bytes)} Bytes`;
    const prefixes =
      args.binary === true
        ? ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"]
        : ["k", "M", "G", "T", "P", "E", "Z", "Y"];
    let unit = base;
    for (const [index, prefix] of prefixes.entries()) {
      unit *= base;
      if (bytes < unit || index === prefixes.length - 1) {
        return `${formatFixed((base * bytes) / unit, 1, budget)} ${prefix}B`;
      }
    }
    return null;
  }),
  to_hex: plain((value, { budget }) => {
    const number = toInteger(value, 10, budget);
    if (number === null) throw new Fault("type", "to_hex takes an integer");
    return `${number < 0n ? "-" : ""}0x${(number < 0n ? -number : number).toString(16)}`;
  }),
  ternary: operation(
    { true_value: REQUIRED, false_value: REQUIRED, none_value: null },
    (value, args, machine) => {
      if (value === null && args.none_value !== null) return args.none_value;
      return machine.test("true", value, { positional: [], named: new Map() }) || isTrue(value)
        ? args.true_value
        : args.false_value;
    },
  ),
};

function isTrue(value: Value): boolean {
  return value !== null && value !== false && value !== "" && value !== 0n && value !== 0 && !isEmpty(value);
}

function isEmpty(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map) return value.size === 0;
  return value instanceof Undefined;
}

/** Null where Jinja2's `int` would fall back to its default. */
function toInteger(value: Value, base: number, budget: Budget): bigint | null {
  if (value instanceof Undefined) value.fail();
  const text = asText(value);
  if (text !== null) {
    budget.walk(text, 2);
    const integer = parseInteger(text, base);
    if (integer !== null) return integer;
    const float = parseFloatText(text);
    return float === null || !Number.isFinite(float) ? null : truncate(float);
  }
  const number = asNumber(value);
  if (typeof number !== "number") return number;
  return Number.isNaN(number) ? null : truncate(number);
}

function toFloatValue(value: Value): number | null {
  if (value instanceof Undefined) value.fail();
  const text = asText(value);
  if (text !== null) return parseFloatText(text);
  const number = asNumber(value);
  return number === null ? null : toFloat(number);
}

function truncateWith(method: "ceil" | "floor", number: number): bigint {
  return truncate(method === "ceil" ? Math.ceil(number) : Math.floor(number));
}
