import type { Data } from "@riposte/template";
import type { JsonObject, JsonValue } from "../plan.ts";

const DEEPEST = 6;
const MOST_FIELDS = 60;
const MOST_ITEMS = 50;

/** What has been seen at one place. */
interface Seen {
  readonly kinds: Set<string>;
  items: Seen | null;
  fields: Map<string, Seen> | null;
  /** Of dicts, how many there were, and how many had the field. */
  dicts: number;
  times: number;
}

/**
 * The narrowest schema of moderate size that all recorded values fit, marked as learnt: the next value may be
 * otherwise, so nothing that follows from it is an error. Null: nothing was recorded.
 */
export function learn(values: readonly Data[]): JsonObject | null {
  if (values.length === 0) return null;
  const seen = nothingSeen();
  for (const value of values) see(seen, value, 0);
  return { learnt: true, ...schemaOf(seen) };
}

function nothingSeen(): Seen {
  return { kinds: new Set(), items: null, fields: null, dicts: 0, times: 0 };
}

function see(seen: Seen, value: Data, depth: number): void {
  seen.times += 1;
  seen.kinds.add(kindOf(value));
  if (depth === DEEPEST) return;
  if (Array.isArray(value)) {
    seen.items ??= nothingSeen();
    for (const item of value.slice(0, MOST_ITEMS)) see(seen.items, item, depth + 1);
    if (value.length > MOST_ITEMS) seen.items.kinds.add("other");
  } else if (value instanceof Map) {
    seen.dicts += 1;
    seen.fields ??= new Map();
    for (const [name, inner] of value) {
      const field = seen.fields.get(name) ?? nothingSeen();
      // Beyond so many it is no record with fields, but a dict with keys.
      if (seen.fields.size <= MOST_FIELDS) seen.fields.set(name, field);
      see(field, inner, depth + 1);
    }
  }
}

function kindOf(value: Data): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Map) return "object";
  if (typeof value === "bigint") return "integer";
  return typeof value;
}

function schemaOf(seen: Seen): JsonObject {
  const { kinds, items, fields } = seen;
  if (kinds.has("other") || kinds.size === 0) return {};
  const types = [...kinds].filter((kind) => !(kind === "integer" && kinds.has("number"))).toSorted();
  const [only = ""] = types;
  return {
    type: types.length === 1 ? only : types,
    ...(items === null ? {} : { items: schemaOf(items) }),
    ...(fields === null ? {} : objectOf(fields, seen.dicts)),
  };
}

function objectOf(fields: ReadonlyMap<string, Seen>, dicts: number): JsonObject {
  if (fields.size > MOST_FIELDS) return {};
  const properties: [string, JsonValue][] = [...fields].map(([name, field]) => [name, schemaOf(field)]);
  const required = [...fields].filter(([, { times }]) => times === dicts).map(([name]) => name);
  return { properties: Object.fromEntries(properties), required, additionalProperties: false };
}
