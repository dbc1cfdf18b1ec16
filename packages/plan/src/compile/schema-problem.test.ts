import { expect, test } from "vitest";
import { inPlainWords } from "./plain-words.ts";
import { schemaFaults } from "./schema-faults.ts";
import type { SchemaFault } from "./schema-faults.ts";
import { schemaPattern } from "./schema-pattern.ts";
import { schemaProblem } from "./schema-problem.ts";

test("a pattern that would take JavaScript for ever is answered in steps that the text alone counts", () => {
  const schema = {
    type: "object",
    properties: { y: { type: "string", pattern: "^(a+)+$" } },
    patternProperties: { "^(b+)+$": { type: "string" } },
  };
  const value = { y: `${"a".repeat(60)}!`, [`${"b".repeat(60)}!`]: 1 };
  const faults = schemaFaults(schema, value);
  expect(faults).toMatchObject([{ keyword: "pattern", path: ["y"] }]);
});

test.each([
  [String.raw`^\u00e9\u{1F600}\d+$`, "é😀12", true],
  [String.raw`^\cJ$`, "\n", true],
  [String.raw`^a\\u0041$`, String.raw`a\u0041`, true],
  ["^(?<year>[0-9]{4})$", "2026", true],
  ["b$", "b\n", false],
  [String.raw`^[^\s@]+@[^\s@]+$`, "a@b", true],
])("%s and %j: %s", (pattern, text, matches) => {
  expect(schemaPattern(pattern).test(text)).toBe(matches);
  expect(new RegExp(pattern, "u").test(text)).toBe(matches);
});

test.each([
  [{ type: "object", properties: { a: { pattern: "(" } } }, /^The pattern "\(" cannot be used: /],
  [{ allOf: [{ patternProperties: { "(?=a)": {} } }] }, /Look-around and back-references are not there\.$/],
  [{ pattern: "a".repeat(3_000) }, /^A pattern may have at most 2000 characters\.$/],
  [
    { properties: { a: { $ref: "#/$defs/nothing" } } },
    /^"\$ref": "#\/\$defs\/nothing" leads nowhere: it must lead into this schema/,
  ],
  [{ $ref: "https://example.com/schema" }, /leads nowhere/],
])("%j cannot be used, and the sentence says why", (schema, words) => {
  expect(schemaProblem(schema)).toMatch(words);
});

test.each([
  { type: "object" },
  { $ref: "#/$defs/a%20b", $defs: { "a b": { type: "object" } } },
  { $ref: "#here", $defs: { a: { $anchor: "here", type: "object" } } },
  { properties: { pattern: { type: "string" } }, default: { pattern: "(" } },
])("%j can be used", (schema) => {
  expect(schemaProblem(schema)).toBeNull();
});

test.each([
  [{ mode: "none" }, 'must be "hmac" or "secret"', ["mode"]],
  [{ mode: "hmac", tolerance: 1e20 }, "must be 3600 or less", ["tolerance"]],
  [{}, "does not have exactly one of the forms it may have", []],
  ["hmac", "must be an object", []],
])("of a choice by a field, %j is told where it is wrong", (value, words, path) => {
  const form = (mode: string) => ({
    type: "object",
    properties: { mode: { type: "string", const: mode }, tolerance: { type: "number", maximum: 3_600 } },
    required: ["mode"],
  });
  const [fault, ...others] = schemaFaults({ oneOf: [form("hmac"), form("secret")] }, value) as SchemaFault[];
  expect(others).toEqual([]);
  expect(fault?.path).toEqual(path);
  expect(fault === undefined ? "" : inPlainWords(fault)).toContain(words);
});
