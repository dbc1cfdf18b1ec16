import { isRecord } from "../json.ts";
import type { JsonObject } from "../plan.ts";
import { lookUp, pointerParts } from "../compile/json-pointer.ts";
import { intersect } from "./intersect.ts";
import {
  ANY,
  BOOL,
  FALSE,
  FLOAT,
  INT,
  listOf,
  NEVER,
  NULL,
  of,
  STRING,
  TRUE,
  UNDEFINED,
  union,
} from "./type.ts";
import type { DictForm, Type } from "./type.ts";

/** References, choices and their parts followed no deeper than this in one place. */
const DEEPEST = 12;
const MOST_CHOICES = 24;

const known = new WeakMap<object, WeakMap<object, Type>>();

/** What values of a JSON Schema can be: fields and items are looked at when somebody asks for them. */
export function typeOfSchema(schema: JsonObject): Type {
  const type = typeAt(schema, schema, 0);
  return schema["learnt"] === true ? learntOnly(type) : type;
}

function typeAt(root: JsonObject, schema: unknown, depth: number): Type {
  if (schema === false) return NEVER;
  if (!isRecord(schema) || depth > DEEPEST) return ANY_DATA;
  let types = known.get(root);
  if (types === undefined) known.set(root, (types = new WeakMap()));
  const found = types.get(schema);
  if (found !== undefined) return found;
  // What leads back to itself is taken for anything.
  types.set(schema, ANY_DATA);
  const type = read(root, schema as JsonObject, depth);
  types.set(schema, type);
  return type;
}

function read(root: JsonObject, schema: JsonObject, depth: number): Type {
  const below = (inner: unknown) => typeAt(root, inner, depth + 1);
  let type = ownForms(root, schema);
  const reference = schema["$ref"];
  if (typeof reference === "string") type = intersect(type, below(pointedAt(root, reference)));
  for (const choice of ["anyOf", "oneOf"]) {
    const forms = schema[choice];
    if (Array.isArray(forms) && forms.length <= MOST_CHOICES)
      type = intersect(type, union([NEVER, ...forms.map(below)]));
  }
  if (Array.isArray(schema["allOf"])) for (const part of schema["allOf"]) type = intersect(type, below(part));
  const isSecret = schema["writeOnly"] === true || schema["x-secret"] === true;
  return isSecret ? { ...type, secret: true } : type;
}

function pointedAt(root: JsonObject, reference: string): unknown {
  const isInside = reference === "#" || reference.startsWith("#/");
  return isInside ? lookUp(root, pointerParts(reference)) : undefined;
}

/** What it says itself, choices and references aside. */
function ownForms(root: JsonObject, schema: JsonObject): Type {
  if (Object.hasOwn(schema, "const")) return ofValue(schema["const"]);
  const { enum: values, type: written } = schema;
  if (Array.isArray(values)) return union([NEVER, ...values.map(ofValue)]);
  const names = typeof written === "string" ? [written] : Array.isArray(written) ? written : null;
  if (names === null && !SPEAKS.some((word) => Object.hasOwn(schema, word))) return ANY_DATA;
  return union([NEVER, ...(names ?? ALL_NAMES).map((name) => ofName(root, schema, String(name)))]);
}

const ALL_NAMES = ["null", "boolean", "number", "string", "array", "object"];
const SPEAKS = ["properties", "patternProperties", "additionalProperties", "items", "prefixItems"];

function ofName(root: JsonObject, schema: JsonObject, name: string): Type {
  switch (name) {
    case "null":
      return NULL;
    case "boolean":
      return BOOL;
    case "integer":
      return INT;
    case "number":
      return union([INT, FLOAT]);
    case "string":
      return STRING;
    case "array":
      return listOf(once(() => itemsOf(root, schema)));
    case "object":
      return of(dictForm(root, schema));
    default:
      return ANY_DATA;
  }
}

function itemsOf(root: JsonObject, { prefixItems, items }: JsonObject): Type {
  const first = Array.isArray(prefixItems) ? prefixItems.map((each) => typeAt(root, each, 0)) : [];
  if (Array.isArray(items)) return ANY_DATA;
  return union([...first, items === undefined ? ANY_DATA : typeAt(root, items, 0)]);
}

function dictForm(root: JsonObject, schema: JsonObject): DictForm {
  const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const fields = Object.entries(properties).map(([name, inner]) => {
    const read = () => typeAt(root, inner, 0);
    return [name, once(required.has(name) ? read : () => union([read(), UNDEFINED]))] as const;
  });
  return { kind: "dict", fields: new Map(fields), rest: restOf(root, schema) };
}

/** Null where no other keys can be. Keys that are required but not described count among the others. */
function restOf(root: JsonObject, schema: JsonObject): (() => Type) | null {
  const { additionalProperties: others, patternProperties: patterns } = schema;
  const fitting = isRecord(patterns) ? Object.values(patterns) : [];
  if (others === false && fitting.length === 0) return null;
  return once(() =>
    union([...fitting.map((inner) => typeAt(root, inner, 0)), typeAt(root, others ?? {}, 0), UNDEFINED]),
  );
}

function ofValue(value: unknown): Type {
  if (value === null) return NULL;
  if (typeof value === "boolean") return value ? TRUE : FALSE;
  if (typeof value === "string") return of({ kind: "string", literals: [value] });
  if (typeof value === "number") return Number.isInteger(value) ? union([INT, FLOAT]) : FLOAT;
  return Array.isArray(value) ? listOf(ANY_DATA) : of({ kind: "dict", fields: new Map(), rest: () => ANY });
}

const ANY_DATA = ANY;

/** All of it, at any depth: it was only seen, and nobody promised it. */
function learntOnly(type: Type): Type {
  const forms = type.forms.map((form) => {
    if (form.kind === "list") return { ...form, items: () => learntOnly(form.items()) };
    if (form.kind !== "dict") return form;
    const { rest } = form;
    const fields = [...form.fields].map(([name, read]) => [name, () => learntOnly(read())] as const);
    return { ...form, fields: new Map(fields), rest: rest === null ? null : () => learntOnly(rest()) };
  });
  return { ...type, forms, learnt: true };
}

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | null = null;
  return () => (made ??= { it: make() }).it;
}
