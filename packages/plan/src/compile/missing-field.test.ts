import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../plan.ts";
import { missingField } from "./missing-field.ts";

/** The narrowest schema that a value fits. */
function schemaFor(value: JsonValue): JsonObject {
  if (Array.isArray(value))
    return { type: "array", items: value.length === 0 ? false : { anyOf: value.map(schemaFor) } };
  if (value === null) return { type: "null" };
  if (typeof value !== "object") return { type: typeof value };
  const properties = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, schemaFor(inner)]));
  return { type: "object", properties, additionalProperties: false };
}

function pathsIn(value: JsonValue): (string | number)[][] {
  if (value === null || typeof value !== "object") return [[]];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [[], ...inner.flatMap(([key, item]) => pathsIn(item).map((path) => [key, ...path]))];
}

const plain = fc.object({
  maxDepth: 4,
  key: fc.stringMatching(/^[a-z]{1,6}$/),
  values: [fc.string(), fc.integer(), fc.constant(null)],
});

test("what a value has is never missing; what it has not is, at the right place", () => {
  fc.assert(
    fc.property(plain, fc.integer({ min: 0 }), (object, pick) => {
      const value = object as JsonValue;
      const schema = schemaFor(value);
      const paths = pathsIn(value);
      for (const path of paths) expect(missingField(schema, path)).toBeNull();
      const path = paths[pick % paths.length] ?? [];
      expect(missingField(schema, [...path, "notThere", "deeper"])).toMatchObject({
        at: path.length,
        isCertain: true,
      });
    }),
  );
});

const alert = {
  type: "object",
  properties: { title: { type: "string" }, tags: { type: "array", items: { $ref: "#/$defs/tag" } } },
};
const tag = { type: "object", properties: { name: { type: "string" } }, additionalProperties: false };
const schema = { ...alert, $defs: { tag } };

test.each<[JsonObject, (string | number)[], object | null]>([
  [schema, ["title"], null],
  [schema, ["title", 0], null],
  [schema, ["titel"], { at: 0, fields: ["title", "tags"], isCertain: false }],
  [schema, ["title", "size"], { at: 1, fields: [], isCertain: true }],
  [schema, ["tags", -1, "name"], null],
  [schema, ["tags", 0, "nmae"], { at: 2, fields: ["name"], isCertain: true }],
  [{}, ["anything", "goes"], null],
  [{ type: "object" }, ["anything"], null],
  [
    { type: "object", additionalProperties: { type: "string" } },
    ["any", "deeper"],
    { at: 1, fields: [], isCertain: true },
  ],
  [{ type: "object", patternProperties: { "^x_": {} }, additionalProperties: false }, ["x_1", "y"], null],
  [{ anyOf: [tag, { type: "null" }] }, ["name"], null],
  [{ anyOf: [tag, { type: "null" }] }, ["size"], { at: 0, fields: ["name"], isCertain: true }],
  [{ oneOf: [tag, {}] }, ["size"], null],
  [{ allOf: [tag, { properties: { size: {} } }] }, ["size"], null],
  [{ $ref: "#", properties: { a: {} } }, ["b"], null],
  [{ type: ["array", "null"] }, [3, "x"], null],
])("%j, %j: %j", (given, path, missing) => {
  if (missing === null) expect(missingField(given, path)).toBeNull();
  else expect(missingField(given, path)).toEqual(missing);
});
