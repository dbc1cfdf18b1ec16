import type { Machine } from "../evaluate/machine.ts";
import { Fault } from "../error.ts";
import { binary } from "../python/arithmetic.ts";
import { asNumber, toFloat, truncate } from "../python/numbers.ts";
import { parseFloatText } from "../python/parse-number.ts";
import { contains, lengthOf } from "../python/sequence.ts";
import { sortValues } from "../python/sort.ts";
import type { Value } from "../python/value.ts";
import { dumpJson } from "./dump-json.ts";

/** What a function of a query is given; arguments written `&…` come as functions. */
interface Call {
  readonly values: readonly Value[];
  readonly references: readonly (((item: Value) => Value) | null)[];
  readonly machine: Machine;
}

type QueryFunction = (call: Call) => Value;

const COMPACT = { item: ",", key: ":" } as const;

const wrong = (): never => {
  throw new Fault("type", "A function of the query got an argument of the wrong type.");
};

const first = ({ values: [value = null] }: Call): Value => value;
const number = (value: Value | undefined): bigint | number =>
  typeof value === "bigint" || typeof value === "number" ? value : wrong();
const text = (value: Value | undefined): string => (typeof value === "string" ? value : wrong());
const list = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : wrong());
const dict = (value: Value | undefined): Map<string, Value> =>
  value instanceof Map ? (value as Map<string, Value>) : wrong();
const reference = ({ references }: Call, at: number): ((item: Value) => Value) => references[at] ?? wrong();

const FUNCTIONS: Readonly<Record<string, QueryFunction>> = {
  abs: (call) => {
    const value = number(first(call));
    return value < 0 ? -value : value;
  },
  avg: (call) => {
    const items = list(first(call));
    if (items.length === 0) return null;
    return toFloat(number(sum(items, call))) / items.length;
  },
  ceil: (call) => rounded(number(first(call)), Math.ceil),
  floor: (call) => rounded(number(first(call)), Math.floor),
  contains: ({ values: [subject, wanted = null], machine }) => {
    if (typeof subject === "string")
      return typeof wanted === "string" && contains(subject, wanted, machine.budget);
    return contains(list(subject), wanted, machine.budget);
  },
  ends_with: ({ values: [subject, end] }) => text(subject).endsWith(text(end)),
  starts_with: ({ values: [subject, start] }) => text(subject).startsWith(text(start)),
  join: ({ values: [glue, items], machine }) => {
    const parts = list(items).map(text);
    machine.budget.bytes(text(glue).length * parts.length);
    return machine.budget.text(parts.join(text(glue)));
  },
  keys: (call) => call.machine.budget.list([...dict(first(call)).keys()]),
  values: (call) => call.machine.budget.list([...dict(first(call)).values()]),
  length: (call) => BigInt(lengthOf(first(call) ?? wrong())),
  map: (call) => call.machine.budget.list(list(call.values[1]).map(reference(call, 0))),
  max: (call) => extreme(call, (item) => item, true),
  min: (call) => extreme(call, (item) => item, false),
  max_by: (call) => extreme(call, reference(call, 1), true),
  min_by: (call) => extreme(call, reference(call, 1), false),
  merge: ({ values, machine }) => machine.budget.dict(values.flatMap((value) => [...dict(value)])),
  not_null: ({ values }) => values.find((value) => value !== null) ?? null,
  reverse: (call) => {
    const value = first(call);
    if (typeof value === "string") return call.machine.budget.text(Array.from(value).toReversed().join(""));
    return call.machine.budget.list(list(value).toReversed());
  },
  sort: (call) => sorted(call, (item) => item),
  sort_by: (call) => sorted(call, reference(call, 1)),
  sum: (call) => sum(list(first(call)), call),
  to_array: (call) => (Array.isArray(first(call)) ? first(call) : call.machine.budget.list([first(call)])),
  to_number: (call) => toNumber(first(call)),
  to_string: (call) => {
    const value = first(call);
    return typeof value === "string" ? value : dumpJson(value, null, call.machine.budget, COMPACT);
  },
  type: (call) => typeOf(first(call)),
};

export const QUERY_FUNCTIONS: ReadonlyMap<string, QueryFunction> = new Map(Object.entries(FUNCTIONS));

function sum(items: readonly Value[], { machine }: Call): Value {
  return items.reduce<Value>((total, item) => binary("+", total, number(item), machine.budget), 0n);
}

function rounded(value: bigint | number, round: (value: number) => number): bigint {
  return typeof value === "bigint" ? value : truncate(round(value));
}

/** Numbers among themselves or texts among themselves; nothing else has an order here. */
function sorted({ values, machine }: Call, keyOf: (item: Value) => Value): Value {
  return machine.budget.list(
    sortValues(list(values[0]), (item) => ordered(keyOf(item)), false, machine.budget),
  );
}

function extreme(call: Call, keyOf: (item: Value) => Value, largest: boolean): Value {
  const items = sortValues(
    list(call.values[0]),
    (item) => ordered(keyOf(item)),
    largest,
    call.machine.budget,
  );
  return items[0] ?? null;
}

function ordered(key: Value): Value {
  return typeof key === "string" ? key : number(key);
}

function toNumber(value: Value): Value {
  if (typeof value === "boolean") return null;
  if (typeof value !== "string") return asNumber(value);
  return /^[-+]?[0-9]{1,4000}$/.test(value) ? BigInt(value.replace("+", "")) : parseFloatText(value);
}

function typeOf(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string" || typeof value === "boolean") return typeof value;
  if (Array.isArray(value)) return "array";
  return value instanceof Map ? "object" : "number";
}
