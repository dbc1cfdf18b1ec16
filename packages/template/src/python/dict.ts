import { Fault } from "../error.ts";
import type { Budget } from "../evaluate/budget.ts";
import { Markup } from "./markup.ts";
import { Thing } from "./thing.ts";
import { Tuple } from "./tuple.ts";
import { typeName } from "./type-name.ts";
import { Undefined } from "./undefined.ts";
import type { Dict, Key, Value } from "./value.ts";

/**
 * A dict made in a template. JavaScript's Map compares strings, integers and None as Python does; keys
 * that equal another kind of value (True and 1.0 equal 1) stand under the integer, and how they were
 * written is remembered for printing; tuples are found by what they hold.
 */
export class MadeDict extends Map<Key, Value> {
  originals: Map<Key, Value> | null = null;
  tuples: Map<string, Tuple> | null = null;
}

/** All that is undefined is equal, so it stands under one key. */
const ANY_UNDEFINED = new Undefined("undefined", false);

/** The key under which a value stands, or Undefined's absence: undefined when no key can equal it here. */
export function findKey(dict: Dict, value: Value, budget: Budget): Key | undefined {
  if (typeof value === "string" || typeof value === "bigint" || value === null) return value;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (value instanceof Markup) return value.value;
  if (value instanceof Tuple) {
    const identity = tupleIdentity(value, budget);
    return dict instanceof MadeDict ? dict.tuples?.get(identity) : undefined;
  }
  if (value instanceof Undefined) return value.strict ? value.fail() : ANY_UNDEFINED;
  if (value instanceof Thing) return value;
  throw new Fault("type", `unhashable type: '${typeName(value)}'`);
}

export function getEntry(dict: Dict, key: Value, budget: Budget): Value | undefined {
  const found = findKey(dict, key, budget);
  return found === undefined ? undefined : dict.get(found);
}

export function setEntry(dict: MadeDict, [key, value]: readonly [Value, Value], budget: Budget): void {
  const found = findKey(dict, key, budget);
  if (found !== undefined && dict.has(found)) {
    dict.set(found, value);
    return;
  }
  if (key instanceof Tuple) {
    dict.tuples ??= new Map();
    dict.tuples.set(tupleIdentity(key, budget), key);
    dict.set(key, value);
  } else if (found !== undefined) {
    if (found !== key) (dict.originals ??= new Map()).set(found, key);
    dict.set(found, value);
  }
}

export function deleteEntry(dict: MadeDict, key: Value, budget: Budget): void {
  const found = findKey(dict, key, budget);
  if (found === undefined) return;
  dict.delete(found);
  dict.originals?.delete(found);
  if (found instanceof Tuple) dict.tuples?.delete(tupleIdentity(found, budget));
}

/** The key as it was written. */
export function originalKey(dict: Dict, key: Key): Value {
  if (!(dict instanceof MadeDict) || dict.originals === null) return key;
  const original = dict.originals.get(key);
  return original === undefined ? key : original;
}

/** Equal for equal tuples, different for different ones. What a tuple holds many times is looked at as often. */
function tupleIdentity(tuple: Tuple, budget: Budget): string {
  return budget.nested(() => `(${tuple.items.map((item) => identity(item, budget)).join(",")})`);
}

const identities = new WeakMap<Thing, string>();

function identity(value: Value, budget: Budget): string {
  budget.step();
  if (value === null) return "n";
  if (typeof value === "string") return textIdentity(value, budget);
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? String(BigInt(value)) : String(value);
  if (value instanceof Markup) return textIdentity(value.value, budget);
  if (value instanceof Tuple) return tupleIdentity(value, budget);
  if (value instanceof Undefined) return "u";
  if (!(value instanceof Thing)) throw new Fault("type", `unhashable type: '${typeName(value)}'`);
  let known = identities.get(value);
  if (known === undefined) {
    count += 1;
    known = `#${count}`;
    identities.set(value, known);
  }
  return known;
}

function textIdentity(text: string, budget: Budget): string {
  budget.walk(text);
  return JSON.stringify(text);
}

let count = 0;
