import type { JsonObject, JsonValue } from "@riposte/plan";
import type { Data } from "@riposte/template";
import { typeWord } from "../../run/value/value-rows.ts";
import { isObject, resolve } from "../schema/resolve.ts";
import { stepTo } from "./path.ts";
import type { Key } from "./path.ts";

/** Something a template can read: known by its schema, by a value it had, or by both. */
export interface DataNode {
  readonly key: Key;
  /** As templates write it. */
  readonly path: string;
  /** "text", "list"; empty where nobody knows. */
  readonly type: string;
  readonly help: string | null;
  /** Undefined: it has had none. */
  readonly value: Data | undefined;
  readonly children: () => readonly DataNode[];
}

export interface Known {
  readonly schema?: JsonObject | null;
  /** Where the schema's references lead. */
  readonly root?: JsonObject | null;
  readonly value?: Data | undefined;
  readonly help?: string | null;
}

/** Further items of a list look like the first ones. */
const MOST_ITEMS = 20;

export function dataNode(key: Key, path: string, known: Known): DataNode {
  const root = known.root ?? known.schema ?? {};
  const schema = known.schema === undefined || known.schema === null ? {} : plainForm(known.schema, root);
  const { value } = known;
  return {
    key,
    path,
    type: value === undefined || value === null ? schemaWord(schema) : typeWord(value),
    help: known.help ?? (typeof schema["description"] === "string" ? schema["description"] : null),
    value,
    children: once(() => [...childrenOf(path, { schema, root, value })]),
  };
}

/** Its children are given, and not found in a value or a schema. */
export function dataGroup(
  key: Key,
  path: string,
  group: { help: string; children: readonly DataNode[] },
): DataNode {
  const entries = group.children.flatMap(({ key: name, value }) =>
    value === undefined ? [] : [[String(name), value] as const],
  );
  return {
    key,
    path,
    type: "object",
    help: group.help,
    value: entries.length === 0 ? undefined : new Map(entries),
    children: () => group.children,
  };
}

function* childrenOf(
  path: string,
  at: { schema: JsonObject; root: JsonObject; value: Data | undefined },
): Generator<DataNode> {
  const { schema, root, value } = at;
  const below = (key: Key, inner: JsonValue | undefined, found: Data | undefined) =>
    dataNode(key, path + stepTo(key), { schema: isObject(inner) ? inner : null, root, value: found });
  if (Array.isArray(value) || (!(value instanceof Map) && schema["type"] === "array")) {
    const items = Array.isArray(value) ? value.slice(0, MOST_ITEMS) : [];
    for (const [index, item] of items.entries()) yield below(index, schema["items"], item);
    if (items.length === 0 && isObject(schema["items"])) yield below(0, schema["items"], undefined);
    return;
  }
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const more = schema["additionalProperties"];
  for (const [key, inner] of Object.entries(properties))
    yield below(key, inner, value instanceof Map ? value.get(key) : undefined);
  if (!(value instanceof Map)) return;
  for (const [key, found] of value) if (!Object.hasOwn(properties, key)) yield below(key, more, found);
}

/** Behind references and an `anyOf` with null. */
function plainForm(written: JsonObject, root: JsonObject): JsonObject {
  const schema = resolve(written, root);
  const branches = [schema["anyOf"], schema["oneOf"]].find(Array.isArray);
  const [only, ...others] = (branches ?? [])
    .map((branch) => resolve(branch, root))
    .filter(({ type }) => type !== "null");
  return only !== undefined && others.length === 0 ? { ...schema, ...only } : schema;
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "number",
  number: "number",
  boolean: "yes or no",
  array: "list",
  object: "object",
  null: "nothing",
};

function schemaWord({ type, anyOf }: JsonObject): string {
  const types = Array.isArray(type) ? type : type === undefined ? [] : [type];
  if (Array.isArray(anyOf))
    return anyOf.map((branch) => (isObject(branch) ? schemaWord(branch) : "")).join(" or ");
  return types
    .filter((one, _at, all) => one !== "null" || all.length === 1)
    .map((one) => WORDS[String(one)] ?? "")
    .join(" or ");
}

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | null = null;
  return () => (made ??= { it: make() }).it;
}
