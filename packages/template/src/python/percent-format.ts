import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { codePointLength, sliceText } from "./code-points.ts";
import { formatExponent, formatFixed, formatGeneral } from "./decimal-format.ts";
import { getEntry } from "./dict.ts";
import { floatRepr } from "./float-repr.ts";
import { asCount, asNumber, toFloat, truncate } from "./numbers.ts";
import { ascii, print, printInteger, repr } from "./printer.ts";
import { repeatText } from "./repeat.ts";
import { Thing } from "./thing.ts";
import { Tuple } from "./tuple.ts";
import { typeName } from "./type-name.ts";
import { Undefined } from "./undefined.ts";
import type { Value } from "./value.ts";

const DIRECTIVE = /%(?:\(([^()]*)\))?([-+ #0]*)(\*|[0-9]+)?(?:\.(\*|[0-9]+)?)?[hlL]?([\s\S]?)/g;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | null;
  readonly type: string;
}

/** `text % argument`, as Python formats; `escape` is applied to texts that come in. */
export function percentFormat(
  text: string,
  argument: Value,
  budget: Budget,
  escape: (text: string) => string = (part) => part,
): string {
  const values = argument instanceof Tuple ? argument.items : [argument];
  let used = 0;
  const next = (): Value => {
    if (used >= values.length) throw new Fault("type", "not enough arguments for format string");
    used += 1;
    return values[used - 1] ?? null;
  };
  const result = text.replaceAll(DIRECTIVE, (all: string, ...groups: unknown[]) => {
    const [key, flags = "", width, precision, type = ""] = groups as (string | undefined)[];
    budget.step();
    if (all === "%%") return "%";
    if (key !== undefined) used = values.length;
    const wide = width === "*" ? asCount(next()) : Number(width ?? 0);
    const directive: Directive = {
      flags: wide < 0 ? `${flags}-` : flags,
      width: Math.abs(wide),
      precision:
        precision === "*"
          ? asCount(next())
          : all.includes(".", key?.length ?? 0)
            ? Number(precision ?? 0)
            : null,
      type,
    };
    const value = key === undefined ? next() : lookUp(argument, key, budget);
    return pad(convert(directive, value, budget, escape), directive, budget);
  });
  if (used < values.length && !isMapping(argument)) {
    throw new Fault("type", "not all arguments converted during string formatting");
  }
  return budget.text(result);
}

/** What Python could look keys up in need not be used up. */
function isMapping(argument: Value): boolean {
  if (Array.isArray(argument) || argument instanceof Map) return true;
  return argument instanceof Thing && !(argument instanceof Tuple);
}

function lookUp(argument: Value, key: string, budget: Budget): Value {
  if (!(argument instanceof Map)) throw new Fault("type", "format requires a mapping");
  const value = getEntry(argument, key, budget);
  if (value === undefined) throw new Fault("value", `there is no key '${key}' to format`);
  return value;
}

function convert(
  directive: Directive,
  value: Value,
  budget: Budget,
  escape: (text: string) => string,
): string {
  const { type, precision } = directive;
  if (type === "s" || type === "r" || type === "a") {
    const text =
      type === "s" ? escape(print(value, budget)) : type === "r" ? repr(value, budget) : ascii(value, budget);
    return precision === null ? text : sliceText(text, 0, precision);
  }
  if (type === "c") return character(value);
  if ("diu".includes(type) && type !== "")
    return signed(integerText(value, type, 10, precision), directive.flags);
  if ("xXo".includes(type) && type !== "") return radix(directive, value);
  if ("eEfFgG".includes(type) && type !== "") return float(directive, value, budget);
  if (type === "") throw new Fault("value", "incomplete format");
  throw new Fault("value", `unsupported format character '${type}'`);
}

function character(value: Value): string {
  if (typeof value === "string" && codePointLength(value) === 1) return value;
  const code = asNumber(value);
  if (typeof code !== "bigint") throw new Fault("type", "%c requires int or char");
  if (code < 0n || code > 0x10ffffn) throw new Fault("value", "%c arg not in range(0x110000)");
  return String.fromCodePoint(Number(code));
}

function integerText(value: Value, type: string, base: number, precision: number | null): string {
  if (value instanceof Undefined) value.fail();
  const number = asNumber(value);
  if (number === null || (typeof number === "number" && base !== 10)) {
    const wanted = base === 10 ? "a real number" : "an integer";
    throw new Fault("type", `%${type} format: ${wanted} is required, not ${typeName(value)}`);
  }
  const integer = typeof number === "bigint" ? number : truncate(number);
  const digits =
    base === 10
      ? printInteger(integer < 0n ? -integer : integer)
      : (integer < 0n ? -integer : integer).toString(base);
  return (integer < 0n ? "-" : "") + digits.padStart(Math.min(precision ?? 0, 10_000), "0");
}

function radix({ type, precision, flags }: Directive, value: Value): string {
  const base = type === "o" ? 8 : 16;
  const text = integerText(value, type, base, precision);
  const prefix = flags.includes("#") ? `0${type}` : "";
  const negative = text.startsWith("-");
  const digits = negative ? text.slice(1) : text;
  return signed((negative ? "-" : "") + prefix + (type === "X" ? digits.toUpperCase() : digits), flags);
}

function float({ type, precision, flags }: Directive, value: Value, budget: Budget): string {
  if (value instanceof Undefined) value.fail();
  const number = asNumber(value);
  if (number === null) throw new Fault("type", `must be real number, not ${typeName(value)}`);
  const text = floatText(type.toLowerCase(), toFloat(number), precision ?? 6, flags.includes("#"), budget);
  return signed(type === type.toUpperCase() ? text.toUpperCase() : text, flags);
}

/** Without sign or width: what `%e`, `%f` and `%g` have in common with `format`. */
export function floatText(
  type: string,
  number: number,
  precision: number,
  keepZeros: boolean,
  budget: Budget,
): string {
  if (!Number.isFinite(number)) return floatRepr(number);
  if (type === "e") return formatExponent(number, precision, budget);
  return type === "f"
    ? formatFixed(number, precision, budget)
    : formatGeneral(number, precision, keepZeros, budget);
}

function signed(text: string, flags: string): string {
  if (text.startsWith("-")) return text;
  if (flags.includes("+")) return `+${text}`;
  return flags.includes(" ") ? ` ${text}` : text;
}

function pad(text: string, { flags, width, type }: Directive, budget: Budget): string {
  const missing = width - codePointLength(text);
  if (missing <= 0) return text;
  if (flags.includes("-")) return text + repeatText(" ", missing, budget);
  if (!flags.includes("0") || "sracC".includes(type)) return repeatText(" ", missing, budget) + text;
  const head = /^[-+ ]?(?:0[xXo])?/.exec(text)?.[0] ?? "";
  return head + repeatText("0", missing, budget) + text.slice(head.length);
}
