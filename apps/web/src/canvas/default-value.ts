import type { JsonObject, JsonValue } from "@riposte/plan";

const DEEPEST = 8;

/** The least that a JSON Schema of an object asks for: required properties, with their defaults where there are any. */
export function defaultOf(schema: JsonObject): JsonObject {
  const value = valueOf(schema, { everything: false, depth: 0 });
  return isObject(value) ? value : {};
}

/** A value as it might come, with every property: a start for somebody who writes one by hand. */
export function exampleOf(schema: JsonObject): JsonValue {
  return valueOf(schema, { everything: true, depth: 0 });
}

interface How {
  readonly everything: boolean;
  readonly depth: number;
}

function valueOf(schema: JsonObject, how: How): JsonValue {
  const { default: given, const: only, enum: some, examples } = schema;
  if (given !== undefined) return given;
  if (only !== undefined) return only;
  if (Array.isArray(examples) && examples[0] !== undefined) return examples[0] as JsonValue;
  if (Array.isArray(some)) return (some[0] as JsonValue | undefined) ?? null;
  if (how.depth > DEEPEST) return null;
  for (const key of ["oneOf", "anyOf", "allOf"]) {
    const branches = schema[key];
    if (Array.isArray(branches) && isObject(branches[0]))
      return valueOf(branches[0], { ...how, depth: how.depth + 1 });
  }
  return plainValue(schema, how);
}

function plainValue(schema: JsonObject, how: How): JsonValue {
  const type = Array.isArray(schema["type"]) ? schema["type"][0] : schema["type"];
  switch (type) {
    case "object":
      return objectOf(schema, how);
    case "array":
      return [];
    case "string":
      return schema["description"] === "ISO 8601" ? new Date().toISOString() : "";
    case "integer":
    case "number":
      return typeof schema["minimum"] === "number" ? schema["minimum"] : 0;
    case "boolean":
      return false;
    case undefined:
      return {};
    default:
      return null;
  }
}

function objectOf(schema: JsonObject, how: How): JsonObject {
  const { properties, required } = schema;
  if (!isObject(properties)) return {};
  const names = how.everything
    ? Object.keys(properties)
    : Array.isArray(required)
      ? required.filter((name) => typeof name === "string")
      : [];
  return Object.fromEntries(
    names.flatMap((name) => {
      const inner = properties[name];
      return isObject(inner) ? [[name, valueOf(inner, { ...how, depth: how.depth + 1 })]] : [];
    }),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
