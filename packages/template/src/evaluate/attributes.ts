import type { Operation } from "./signature.ts";
import { DICT_METHODS } from "../methods/dict-methods.ts";
import { LIST_METHODS, SEQUENCE_METHODS } from "../methods/list-methods.ts";
import { FLOAT_METHODS, INT_METHODS } from "../methods/number-methods.ts";
import { STRING_METHODS, onText } from "../methods/string-methods.ts";
import { Callable } from "../python/callable.ts";
import { codePointLength, sliceText } from "../python/code-points.ts";
import { getEntry } from "../python/dict.ts";
import { Markup } from "../python/markup.ts";
import { asCount, asNumber } from "../python/numbers.ts";
import { repr } from "../python/printer.ts";
import { Range } from "../python/range.ts";
import { toArray } from "../python/sequence.ts";
import { Tuple } from "../python/tuple.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";
import type { Budget } from "./budget.ts";
import type { Machine } from "./machine.ts";

/** `value.name`: a method or attribute, or else an item of that name; what does not exist is undefined. */
export function getAttribute(value: Value, name: string, machine: Machine): Value {
  if (value instanceof Undefined) return value.fail();
  if (PRIVATE.has(name)) return unsafe(value, name);
  const attribute = findAttribute(value, name);
  if (attribute !== undefined) return attribute;
  const item = findItem(value, name, machine);
  return item === undefined ? missing(value, name, machine) : item;
}

/** `value[key]`: an item, or else an attribute of that name. */
export function getItem(value: Value, key: Value, machine: Machine): Value {
  if (value instanceof Undefined) return value.fail();
  if (typeof key === "string") machine.budget.step(key.length >> 10);
  const item = findItem(value, key, machine);
  if (item !== undefined) return item;
  if (typeof key === "string" && PRIVATE.has(key)) return unsafe(value, key);
  const other = typeof key === "string" ? findAttribute(value, key) : numberedKey(value, key);
  return other === undefined ? missing(value, key, machine) : other;
}

/** Only attributes and methods, never an item. */
export function findAttribute(value: Value, name: string): Value | undefined {
  if (value instanceof Map) return method(DICT_METHODS, value, name);
  if (typeof value === "string") return textMethod(value, name);
  if (Array.isArray(value)) return method(LIST_METHODS, value, name) ?? method(SEQUENCE_METHODS, value, name);
  if (value instanceof Markup) return markupMethod(value, name);
  if (value instanceof Tuple) return value.attribute(name) ?? method(SEQUENCE_METHODS, value.items, name);
  if (value instanceof Range) return value.attribute(name) ?? rangeMethod(value, name);
  if (typeof value === "number") return numberAttribute(value, name) ?? method(FLOAT_METHODS, value, name);
  const integer = asNumber(value);
  if (typeof integer === "bigint")
    return integerAttribute(integer, name) ?? method(INT_METHODS, integer, name);
  return value === null || typeof value !== "object" ? undefined : value.attribute(name);
}

/** What Python gives every object; Jinja2's sandbox hides it, and here it never existed. */
const PRIVATE: ReadonlySet<string> = new Set(
  (
    "class delattr dir doc eq format ge getattribute getstate gt hash init init_subclass le lt ne new reduce " +
    "reduce_ex repr setattr sizeof str subclasshook len getitem contains iter add mul mod setitem delitem call"
  )
    .split(" ")
    .map((name) => `__${name}__`),
);

function unsafe(value: Value, name: string): Undefined {
  const message = `access to attribute '${name}' of '${typeName(value)}' object is unsafe.`;
  return new Undefined(message, false, "security");
}

function findItem(value: Value, key: Value, { budget }: Machine): Value | undefined {
  if (value instanceof Map) return isHashable(key) ? getEntry(value, key, budget) : undefined;
  const index = asNumber(key);
  if (typeof index !== "bigint") return undefined;
  if (typeof value === "string") return charAt(value, asCount(index), budget);
  if (Array.isArray(value)) return value.at(asCount(index));
  if (value instanceof Tuple) return value.items.at(asCount(index));
  if (value instanceof Markup) return charAt(value.value, asCount(index), budget);
  if (!(value instanceof Range)) return undefined;
  const at = asCount(index) < 0 ? asCount(index) + value.length : asCount(index);
  return at >= 0 && at < value.length ? value.at(at) : undefined;
}

/** Keys of data are always strings, so `node.0` finds the key "0". */
function numberedKey(value: Value, key: Value): Value | undefined {
  return value instanceof Map && typeof key === "bigint" ? value.get(key.toString()) : undefined;
}

function missing(value: Value, key: Value, machine: Machine): Value {
  const written = repr(key, machine.budget);
  const message =
    typeof key === "string"
      ? `'${typeName(value)} object' has no attribute ${written}`
      : `${typeName(value)} object has no element ${written}`;
  return machine.undefined(message);
}

function method<Subject>(
  methods: ReadonlyMap<string, Operation<Subject>>,
  subject: Subject,
  name: string,
): Value | undefined {
  const run = methods.get(name);
  return run && new Callable(name, (args, machine) => run(subject, args, machine));
}

function textMethod(text: string, name: string): Value | undefined {
  const run = STRING_METHODS.get(name);
  if (!run) return undefined;
  return new Callable(name, (args, machine) => {
    machine.budget.scan(text);
    return run(text, args, machine);
  });
}

function markupMethod(markup: Markup, name: string): Value | undefined {
  const run = STRING_METHODS.get(name);
  if (!run) return undefined;
  return new Callable(name, (args, machine) => {
    machine.budget.scan(markup.value);
    return onText(markup, name, run, args, machine);
  });
}

function rangeMethod(range: Range, name: string): Value | undefined {
  const run = SEQUENCE_METHODS.get(name);
  return run && new Callable(name, (args, machine) => run(toArray(range, machine.budget), args, machine));
}

function numberAttribute(float: number, name: string): Value | undefined {
  if (name === "real") return float;
  return name === "imag" ? 0 : undefined;
}

function integerAttribute(integer: bigint, name: string): Value | undefined {
  if (name === "real" || name === "numerator") return integer;
  if (name === "imag") return 0n;
  return name === "denominator" ? 1n : undefined;
}

/** A character takes two units at most, so that only this end of the text need be looked at. */
function charAt(text: string, index: number, budget: Budget): string | undefined {
  const part = index < 0 ? text.slice(2 * index) : text.slice(0, 2 * (index + 1));
  budget.walk(part, 64);
  const length = codePointLength(part);
  const at = index < 0 ? index + length : index;
  return at >= 0 && at < length ? sliceText(part, at, at + 1) : undefined;
}

function isHashable(key: Value): boolean {
  return !Array.isArray(key) && !(key instanceof Map);
}
