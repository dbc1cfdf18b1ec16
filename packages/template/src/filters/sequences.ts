import type { CallArguments, Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { binary } from "../python/arithmetic.ts";
import { asText } from "../python/compare.ts";
import { Callable, uncalledMethod } from "../python/callable.ts";
import { OneShot } from "../python/iterator.ts";
import { asCount, asNumber } from "../python/numbers.ts";
import { iterableOf, lengthOf, toArray, truthy } from "../python/sequence.ts";
import { Tuple } from "../python/tuple.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import { DictView } from "../python/views.ts";
import type { Value } from "../python/value.ts";
import { attributeGetter } from "./attribute-getter.ts";

const length = plain<Value>((value) => {
  if (value instanceof Callable)
    throw uncalledMethod(value) ?? new Fault("type", `object of type '${typeName(value)}' has no len()`);
  return BigInt(lengthOf(value));
});

const fallback = operation<Value, { default_value: ""; boolean: false }>(
  { default_value: "", boolean: false },
  (value, args) =>
    value instanceof Undefined || (truthy(args.boolean) && !truthy(value)) ? args.default_value : value,
);

export const SEQUENCE_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  length,
  count: length,
  default: fallback,
  d: fallback,
  list: plain((value, { budget }) => budget.list(toArray(value, budget))),
  first: plain((value, machine) => {
    const items = iterableOf(value);
    if (items === null)
      throw uncalledMethod(value) ?? new Fault("type", `'${typeName(value)}' object is not iterable`);
    for (const item of items) return item;
    return machine.undefined("No first item, sequence was empty.");
  }),
  last: plain((value, machine) => {
    const text = asText(value);
    if (text !== null && text !== "") return machine.item(text, -1n);
    const items = reversible(value, machine);
    return items.length === 0
      ? machine.undefined("No last item, sequence was empty.")
      : (items.at(-1) ?? null);
  }),
  reverse: plain(reverse),
  random: plain((value, machine) => {
    const size = lengthOf(value);
    if (value instanceof Map) throw new Fault("type", "a dict has no random item");
    if (size === 0) return machine.undefined("No random item, sequence was empty.");
    return machine.item(value, BigInt(Math.floor(machine.random() * size)));
  }),
  items: plain((value) => {
    if (value instanceof Undefined) return new OneShot(value.iterate());
    if (!(value instanceof Map)) throw new Fault("type", "Can only get item pairs from a mapping.");
    return new OneShot(new DictView(value, "items").iterate());
  }),
  batch: operation({ linecount: REQUIRED, fill_with: null }, (value, args, { budget }) => {
    const size = asCount(args.linecount);
    const items = toArray(value, budget);
    const rows: Value[][] = [];
    for (let at = 0; at < items.length; at += Math.max(size, 1)) {
      rows.push(items.slice(at, at + Math.max(size, 1)));
    }
    const last = rows.at(-1);
    if (last && args.fill_with !== null) fill(last, size, args.fill_with, budget);
    return new OneShot(rows.map((row) => budget.list(row)));
  }),
  slice: operation({ slices: REQUIRED, fill_with: null }, (value, args, { budget }) => {
    const count = asCount(args.slices);
    const items = toArray(value, budget);
    if (count === 0) throw new Fault("value", "integer division or modulo by zero");
    budget.step(Math.max(count, 0));
    const size = Math.floor(items.length / count);
    const larger = items.length - size * count;
    const columns: Value[][] = [];
    for (let column = 0, at = 0; column < count; column += 1) {
      const end = at + size + (column < larger ? 1 : 0);
      const part = items.slice(at, end);
      if (args.fill_with !== null && column >= larger) part.push(args.fill_with);
      columns.push(budget.list(part));
      at = end;
    }
    return new OneShot(columns);
  }),
  sum: operation({ attribute: null, start: 0n }, (value, { attribute, start }, machine) => {
    const get = attribute === null ? (item: Value) => item : attributeGetter(attribute, machine);
    if (asText(start) !== null) throw new Fault("type", "sum() can't sum strings [use ''.join(seq) instead]");
    const items = toArray(value, machine.budget).map(get);
    return items.reduce<Value>((sum, item) => binary("+", sum, item, machine.budget), start);
  }),
  flatten: operation({ levels: null, skip_nulls: true }, (value, { levels, skip_nulls }, { budget }) => {
    const flat: Value[] = [];
    const add = (items: Value, depth: number): void => {
      for (const item of toArray(items, budget)) {
        if (item === null && truthy(skip_nulls)) continue;
        const inner = Array.isArray(item) || item instanceof Tuple;
        if (inner && depth !== 0) budget.nested(() => add(item, depth - 1));
        else flat.push(item);
      }
    };
    add(value, levels === null ? -1 : asCount(levels));
    return budget.list(flat);
  }),
  difference: operation({ other: REQUIRED }, (value, { other }, machine) => {
    const unwanted = machine.budget.dict();
    const rest = toArray(other, machine.budget);
    for (const item of rest) if (isKey(item)) machine.budget.setEntry(unwanted, item, true);
    const left = toArray(value, machine.budget).filter(
      (item) => !containsItem(unwanted, rest, item, machine),
    );
    return machine.budget.list(unique(left, machine));
  }),
};

function fill(row: Value[], size: number, by: Value, budget: Machine["budget"]): void {
  budget.bytes(16 * Math.max(size - row.length, 0));
  while (row.length < size) row.push(by);
}

function reversible(value: Value, { budget }: Machine): Value[] {
  if (value instanceof OneShot) throw new Fault("type", `'${typeName(value)}' object is not reversible`);
  return toArray(value, budget);
}

function reverse(value: Value, machine: Machine): Value {
  const { budget } = machine;
  const text = asText(value);
  if (text !== null) budget.walk(text, 4);
  if (text !== null) return budget.text(Array.from(text).toReversed().join(""));
  const items = toArray(value, budget).toReversed();
  if (value instanceof OneShot) return budget.list(items);
  const name = Array.isArray(value) ? "list_reverseiterator" : "reversed";
  return new OneShot(items, name);
}

function isKey(value: Value): boolean {
  return typeof value === "string" || asNumber(value) !== null || value === null;
}

function containsItem(
  keys: Map<unknown, Value>,
  items: readonly Value[],
  item: Value,
  machine: Machine,
): boolean {
  return isKey(item)
    ? machine.test("in", item, argumentsOf(keys as Value))
    : machine.test("in", item, argumentsOf([...items]));
}

function argumentsOf(value: Value): CallArguments {
  return { positional: [value], named: new Map() };
}

function unique(items: readonly Value[], machine: Machine): Value[] {
  const seen = machine.budget.dict();
  return items.filter((item) => {
    if (!isKey(item)) return true;
    const known = machine.test("in", item, argumentsOf(seen));
    if (!known) machine.budget.setEntry(seen, item, true);
    return !known;
  });
}
