import { Fault } from "../error.ts";
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
export function findKey(dict: Dict, value: Value): Key | undefined {
  if (typeof value === "string" || typeof value === "bigint" || value === null) return value;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (value instanceof Markup) return value.value;
  if (value instanceof Tuple) {
    const identity = tupleIdentity(value);
    return dict instanceof MadeDict ? dict.tuples?.get(identity) : undefined;
  }
  if (value instanceof Undefined) return value.strict ? value.fail() : ANY_UNDEFINED;
  if (value instanceof Thing) return value;
  throw new Fault("type", `unhashable type: '${typeName(value)}'`);
}

export function getEntry(dict: Dict, key: Value): Value | undefined {
  const found = findKey(dict, key);
  return found === undefined ? undefined : dict.get(found);
}

export function setEntry(dict: MadeDict, key: Value, value: Value): void {
  const found = findKey(dict, key);
  if (found !== undefined && dict.has(found)) {
    dict.set(found, value);
    return;
  }
  if (key instanceof Tuple) {
    dict.tuples ??= new Map();
    dict.tuples.set(tupleIdentity(key), key);
    dict.set(key, value);
  } else if (found !== undefined) {
    if (found !== key) (dict.originals ??= new Map()).set(found, key);
    dict.set(found, value);
  }
}

export function deleteEntry(dict: MadeDict, key: Value): void {
  const found = findKey(dict, key);
  if (found === undefined) return;
  dict.delete(found);
  dict.originals?.delete(found);
  if (found instanceof Tuple) dict.tuples?.delete(tupleIdentity(found));
}

/** The key as it was written. */
export function originalKey(dict: Dict, key: Key): Value {
  if (!(dict instanceof MadeDict) || dict.originals === null) return key;
  const original = dict.originals.get(key);
  return original === undefined ? key : original;
}

/** Equal for equal tuples, different for different ones. */
function tupleIdentity(tuple: Tuple): string {
  return `(${tuple.items.map(identity).join(",")})`;
}

const identities = new WeakMap<Thing, string>();

function identity(value: Value): string {
  if (value === null) return "n";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? String(BigInt(value)) : String(value);
  if (value instanceof Markup) return JSON.stringify(value.value);
  if (value instanceof Tuple) return tupleIdentity(value);
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

let count = 0;
