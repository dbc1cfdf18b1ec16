import { isRecord } from "../json.ts";
import type { JsonObject } from "../plan.ts";
import { lookUp, pointerParts } from "./json-pointer.ts";
import { schemaPattern } from "./schema-pattern.ts";

/** A part of a path that the schema has no place for. */
export interface MissingField {
  /** Which part of the path. */
  readonly at: number;
  /** What it has there instead; none where it holds no fields at all. */
  readonly fields: readonly string[];
  /** Whether the schema rules it out, rather than not speaking of it. */
  readonly isCertain: boolean;
}

type Path = readonly (string | number)[];

/** The first part of the path that no value of the schema has, as far as the schema says; null where it may be there. */
export function missingField(schema: JsonObject, path: Path): MissingField | null {
  let forms = formsOf(schema, schema);
  for (const [at, part] of path.entries()) {
    if (forms.some(isOpen)) return null;
    const found = forms.flatMap((form) => below(form, String(part)));
    if (found.length === 0) {
      const fields = [...new Set(forms.flatMap((form) => Object.keys(propertiesOf(form))))];
      return { at, fields, isCertain: forms.every(isClosed) };
    }
    forms = found.flatMap((inner) => formsOf(schema, inner));
  }
  return null;
}

const DEEPEST = 12;

/** The schemas of which a value fits at least one: references followed, choices and their parts side by side. */
function formsOf(root: JsonObject, schema: unknown, depth = 0): JsonObject[] {
  if (!isRecord(schema) || depth > DEEPEST) return schema === false ? [] : [{}];
  const here = schema as JsonObject;
  const reference = here["$ref"];
  if (typeof reference === "string") return formsOf(root, pointedAt(root, reference), depth + 1);
  const parts = ["anyOf", "oneOf", "allOf"].flatMap((choice) => {
    const forms = here[choice];
    return Array.isArray(forms) ? forms.flatMap((form) => formsOf(root, form, depth + 1)) : [];
  });
  if (parts.length === 0) return [here];
  return Object.hasOwn(here, "properties") ? [here, ...parts] : parts;
}

function pointedAt(root: JsonObject, reference: string): unknown {
  const isInside = reference === "#" || reference.startsWith("#/");
  return isInside ? (lookUp(root, pointerParts(reference)) ?? {}) : {};
}

/** What says nothing of its fields or items may have any. */
function isOpen(form: JsonObject): boolean {
  const types = typesOf(form);
  if (types !== null && !types.has("object") && !types.has("array")) return false;
  const speaks = [
    "properties",
    "patternProperties",
    "additionalProperties",
    "items",
    "prefixItems",
    "const",
    "enum",
  ];
  return !speaks.some((keyword) => Object.hasOwn(form, keyword));
}

/** Whether it rules out what it does not name. */
function isClosed(form: JsonObject): boolean {
  const types = typesOf(form);
  if (types !== null && !types.has("object")) return true;
  return (
    form["additionalProperties"] === false || Object.hasOwn(form, "const") || Object.hasOwn(form, "enum")
  );
}

function below(form: JsonObject, part: string): unknown[] {
  const properties = propertiesOf(form);
  if (Object.hasOwn(properties, part)) return [properties[part]];
  const patterns = isRecord(form["patternProperties"]) ? Object.entries(form["patternProperties"]) : [];
  const fitting = patterns.filter(([pattern]) => schemaPattern(pattern).test(part)).map(([, inner]) => inner);
  if (fitting.length > 0) return fitting;
  const { additionalProperties: others } = form;
  if (isRecord(others) || others === true) return [others];
  if (!/^-?\d+$/.test(part)) return [];
  // A text has characters.
  return typesOf(form)?.has("string") === true ? [{ type: "string" }] : itemsOf(form);
}

function itemsOf(form: JsonObject): unknown[] {
  const first = Array.isArray(form["prefixItems"]) ? (form["prefixItems"] as unknown[]) : [];
  const types = typesOf(form);
  const rest = form["items"];
  if (rest === undefined) return types?.has("array") === true ? [{}] : first;
  return [...first, rest];
}

function propertiesOf(form: JsonObject): Readonly<Record<string, unknown>> {
  return isRecord(form["properties"]) ? form["properties"] : {};
}

function typesOf({ type }: JsonObject): ReadonlySet<string> | null {
  if (typeof type === "string") return new Set([type]);
  return Array.isArray(type) ? new Set(type.filter((each) => typeof each === "string")) : null;
}
