import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { asText } from "./compare.ts";
import { codePointLength, sliceText } from "./code-points.ts";
import { formatGeneral, withExponent } from "./decimal-format.ts";
import { floatRepr } from "./float-repr.ts";
import { toFloat } from "./numbers.ts";
import { floatText } from "./percent-format.ts";
import { print, printInteger } from "./printer.ts";
import { repeatText } from "./repeat.ts";
import { typeName } from "./type-name.ts";
import type { Value } from "./value.ts";

const SPEC = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?([0-9]+)?([,_])?(?:\.([0-9]+))?([a-zA-Z%])?$/u;

interface Spec {
  readonly fill: string;
  readonly align: string | null;
  /** A zero before the width: numbers are filled behind their sign, unless an alignment says otherwise. */
  readonly zeros: boolean;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  readonly type: string;
}

/** `format(value, spec)`, Python's mini-language behind `str.format`. */
export function formatValue(value: Value, text: string, budget: Budget): string {
  if (text === "") return print(value, budget);
  const spec = parseSpec(text);
  if (typeof value === "bigint") return formatInteger(value, spec, budget);
  if (typeof value === "boolean") return formatInteger(BigInt(value), spec, budget);
  if (typeof value === "number") return formatFloat(value, spec, budget);
  const string = asText(value);
  if (string === null) {
    throw new Fault("type", `unsupported format string passed to ${typeName(value)}.__format__`);
  }
  return formatString(string, spec, budget);
}

function parseSpec(text: string): Spec {
  const match = SPEC.exec(text);
  if (!match) throw new Fault("value", `Invalid format specifier '${text}'`);
  const [, fill, align, sign = "", , hash, zero, width, grouping = "", precision, type = ""] = match;
  return {
    fill: fill ?? (zero && align === undefined ? "0" : zero ? "0" : " "),
    align: align ?? null,
    zeros: zero !== undefined,
    sign,
    alternate: hash !== undefined,
    width: Number(width ?? 0),
    grouping,
    precision: precision === undefined ? null : Number(precision),
    type,
  };
}

function formatString(text: string, spec: Spec, budget: Budget): string {
  if (spec.type !== "" && spec.type !== "s") unknownType(spec.type, "str");
  if (spec.align === "=") throw new Fault("value", "'=' alignment not allowed in string format specifier");
  if (spec.sign !== "") throw new Fault("value", "Sign not allowed in string format specifier");
  if (spec.alternate) throw new Fault("value", "Alternate form (#) not allowed in string format specifier");
  if (spec.grouping !== "") throw new Fault("value", `Cannot specify '${spec.grouping}' with 's'.`);
  const cut = spec.precision === null ? text : sliceText(text, 0, spec.precision);
  return align("", cut, spec, "<", budget);
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

function formatInteger(integer: bigint, spec: Spec, budget: Budget): string {
  const { type } = spec;
  if ("eEfFgG%".includes(type) && type !== "") return formatFloat(toFloat(integer), spec, budget);
  if (spec.precision !== null) throw new Fault("value", "Precision not allowed in integer format specifier");
  if (type === "c" && (spec.sign !== "" || spec.alternate || spec.grouping !== "")) {
    throw new Fault("value", "sign, '#', precision and grouping are not allowed with 'c'");
  }
  if (type === "c") {
    return align("", String.fromCodePoint(Number(integer)), spec, numberSide(spec), budget);
  }
  const radix = RADIX[type];
  if (radix === undefined && type !== "" && type !== "d" && type !== "n") unknownType(type, "int");
  if (radix !== undefined && spec.grouping === ",")
    throw new Fault("value", `Cannot specify ',' with '${type}'.`);
  const magnitude = integer < 0n ? -integer : integer;
  const digits = radix === undefined ? printInteger(magnitude) : magnitude.toString(radix);
  const prefix = spec.alternate && radix !== undefined ? `0${type}` : "";
  const head = signOf(integer < 0n, spec) + prefix;
  const written = type === "X" ? digits.toUpperCase() : digits;
  const grouped = group(
    written,
    spec,
    { size: radix === undefined ? 3 : 4, room: spec.width - head.length },
    budget,
  );
  return align(head, grouped, spec, numberSide(spec), budget);
}

function formatFloat(float: number, spec: Spec, budget: Budget): string {
  const negative = float < 0 || Object.is(float, -0);
  const magnitude = Math.abs(float);
  const text = unsigned(magnitude, spec, budget);
  const [whole = "", ...rest] = text.split(/(?=[.e%])/);
  const [head, tail] = [signOf(negative, spec), rest.join("")];
  const room = spec.width - head.length - tail.length;
  const grouped = (/^[0-9]/.test(whole) ? group(whole, spec, { size: 3, room }, budget) : whole) + tail;
  return align(head, grouped, spec, numberSide(spec), budget);
}

function unsigned(magnitude: number, spec: Spec, budget: Budget): string {
  const { type, precision, alternate } = spec;
  if (type === "") return untyped(magnitude, precision, budget);
  if (type === "%") return `${floatText("f", magnitude * 100, precision ?? 6, alternate, budget)}%`;
  if (!"eEfFgGn".includes(type)) unknownType(type, "float");
  const lower = type === "n" ? "g" : type.toLowerCase();
  const text = floatText(lower, magnitude, precision ?? 6, alternate, budget);
  return type === type.toUpperCase() ? text.toUpperCase() : text;
}

/** Like `g`, but with at least one digit after the point. */
function untyped(magnitude: number, precision: number | null, budget: Budget): string {
  if (precision === null || !Number.isFinite(magnitude)) return floatRepr(magnitude);
  const text = formatGeneral(magnitude, precision, false, budget);
  if (text.includes(".") || text.includes("e")) return text;
  return text.length >= Math.max(precision, 1) ? exponentForm(text) : `${text}.0`;
}

/** With no digit to spare for one after the point, the exponent is shown. */
function exponentForm(digits: string): string {
  const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`.replace(/\.?0+$/, "");
  return withExponent(mantissa, digits.length - 1);
}

function signOf(negative: boolean, spec: Spec): string {
  if (negative) return "-";
  return spec.sign === "-" ? "" : spec.sign;
}

/** Between the digits; zeros that fill the room up are grouped with them. */
function group(digits: string, spec: Spec, place: { size: number; room: number }, budget: Budget): string {
  const { size, room } = place;
  if (spec.grouping === "") return digits;
  let length = digits.length;
  if (spec.fill === "0" && numberSide(spec) === "=" && room > length) {
    length = Math.max(length, room - Math.floor(room / (size + 1)));
    if (length + Math.floor((length - 1) / size) < room) length += 1;
  }
  const filled = repeatText("0", length - digits.length, budget) + digits;
  const parts: string[] = [];
  for (let end = filled.length; end > 0; end -= size) parts.push(filled.slice(Math.max(end - size, 0), end));
  return parts.toReversed().join(spec.grouping);
}

function numberSide(spec: Spec): string {
  return spec.align ?? (spec.zeros ? "=" : ">");
}

function align(head: string, body: string, spec: Spec, usual: string, budget: Budget): string {
  const missing = spec.width - codePointLength(head) - codePointLength(body);
  if (missing <= 0) return head + body;
  const side = spec.align ?? usual;
  if (side === "=") return head + repeatText(spec.fill, missing, budget) + body;
  const before = side === ">" ? missing : side === "^" ? Math.floor(missing / 2) : 0;
  return (
    repeatText(spec.fill, before, budget) + head + body + repeatText(spec.fill, missing - before, budget)
  );
}

function unknownType(type: string, of: string): never {
  throw new Fault("value", `Unknown format code '${type}' for object of type '${of}'`);
}
