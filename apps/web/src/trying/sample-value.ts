import { valueFaults } from "@riposte/plan";
import type { JsonObject, JsonValue } from "@riposte/plan";
import { isObject, resolve } from "../panel/schema/resolve.ts";
import { sampleNumbers, sampleTexts } from "./likely-values.ts";

const DEEPEST = 12;
/** What may be left out is left out below: a schema may lead back to itself. */
const OPTIONAL_UNTIL = 4;

interface At {
  /** Where `$ref`s point into. */
  readonly root: JsonObject;
  /** The property that it is the value of. */
  readonly name: string;
  readonly depth: number;
}

/** A value that fits a JSON Schema, as one might really come: the same each time. */
export function sampleOf(schema: JsonObject): JsonValue {
  return sampleAt(schema, { root: schema, name: "", depth: 0 });
}

function sampleAt(given: JsonValue | undefined, at: At): JsonValue {
  const schema = resolve(given, at.root);
  const { const: only, enum: some, examples, default: usual } = schema;
  const said = [only, ...listOf(examples), usual, ...listOf(some)].filter((value) => value !== undefined);
  const fits = fitting(schema, at);
  const first = said.find(fits);
  if (first !== undefined) return first;
  if (at.depth > DEEPEST) return null;
  const branch = branchesOf(schema, at)
    .map((each) => sampleAt(each, { ...at, depth: at.depth + 1 }))
    .find(fits);
  return branch ?? plainSample(schema, at, fits);
}

function fitting(schema: JsonObject, { root }: At): (value: JsonValue) => boolean {
  // What a reference points to lies beside the schema, where its own text looks for it.
  const { $defs, definitions } = root;
  const whole = {
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
    ...schema,
  };
  return (value) => valueFaults(whole, value).length === 0;
}

/** Each alternative with what is said beside it; all of `allOf` together. */
function branchesOf({ oneOf, anyOf, allOf, ...beside }: JsonObject, { root }: At): readonly JsonObject[] {
  const all = listOf(allOf).reduce<JsonObject>((sum, each) => merged(sum, resolve(each, root)), beside);
  const alternatives = [...listOf(oneOf), ...listOf(anyOf)].map((each) => merged(all, resolve(each, root)));
  if (alternatives.length > 0) return alternatives;
  return allOf === undefined ? [] : [all];
}

function merged(one: JsonObject, other: JsonObject): JsonObject {
  const properties = { ...asObject(one["properties"]), ...asObject(other["properties"]) };
  const required = [...new Set([...listOf(one["required"]), ...listOf(other["required"])])];
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
  };
}

function plainSample(schema: JsonObject, at: At, fits: (value: JsonValue) => boolean): JsonValue {
  switch (typeOf(schema)) {
    case "object":
      return objectSample(schema, at);
    case "array":
      return listSample(schema, at);
    case "string": {
      const texts = sampleTexts(schema, at.name);
      return texts.find(fits) ?? texts[0] ?? "";
    }
    case "integer":
    case "number": {
      const numbers = sampleNumbers(schema, at.name);
      return numbers.find(fits) ?? numbers[0] ?? 0;
    }
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return {};
  }
}

/** The first that is not null; where none is said, as what it says of itself lets one guess. */
function typeOf(schema: JsonObject): JsonValue | undefined {
  const { type, properties, items } = schema;
  const types = Array.isArray(type) ? type : [type];
  const said = types.find((each) => each !== "null") ?? types[0];
  if (said !== undefined) return said;
  if (properties !== undefined) return "object";
  return items === undefined ? undefined : "array";
}

function objectSample(schema: JsonObject, at: At): JsonObject {
  const properties = asObject(schema["properties"]);
  const required = listOf(schema["required"]).filter((name) => typeof name === "string");
  const optional = at.depth < OPTIONAL_UNTIL ? Object.keys(properties) : [];
  const names = [...new Set([...optional, ...required])];
  return Object.fromEntries(
    names.map((name) => [name, sampleAt(properties[name], { ...at, name, depth: at.depth + 1 })]),
  );
}

function listSample({ items, minItems, maxItems }: JsonObject, at: At): readonly JsonValue[] {
  if (!isObject(items) || at.depth > DEEPEST) return [];
  const least = typeof minItems === "number" ? minItems : 1;
  const count = typeof maxItems === "number" ? Math.min(Math.max(least, 1), maxItems) : Math.max(least, 1);
  const item = sampleAt(items, { ...at, depth: at.depth + 1 });
  return Array.from({ length: count }, () => item);
}

function asObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
