import { expect, test } from "vitest";
import { argumentsOf, typeWords } from "./argument-list.ts";

test("arguments are told in words, the needed ones first", () => {
  const schema = {
    properties: {
      limit: { type: "integer", default: 10 },
      uuid: { type: "string", description: "Uuid or short id" },
    },
    required: ["uuid", "limit"],
  };
  expect(argumentsOf(schema)).toEqual([
    { name: "uuid", type: "text", required: true, description: "Uuid or short id" },
    { name: "limit", type: "whole number", required: false, description: "" },
  ]);
  expect(argumentsOf({ type: "object" })).toEqual([]);
});

test.each([
  [{ type: "array", items: { type: "string" } }, "list of text"],
  [{ enum: ["Low", "High"] }, "one of Low, High"],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, "text or nothing"],
  [{ type: ["string", "number"] }, "text or number"],
  [{}, "any value"],
])("%j is %s", (schema, words) => {
  expect(typeWords(schema)).toBe(words);
});
