import { expect, test } from "vitest";
import { valueFaults } from "./value-faults.ts";

const ANSWER = {
  type: "object",
  properties: {
    url: { type: "string" },
    status_code: { type: "integer" },
    headers: { type: "object", properties: { etag: { type: "string" } }, required: ["etag"] },
  },
  required: ["url", "status_code"],
  additionalProperties: false,
};

test("all that is wrong is told, each at its place", () => {
  expect(valueFaults(ANSWER, { status_code: "abc", headers: {}, other: 1 })).toEqual([
    { path: "url", text: "is missing" },
    { path: "status_code", text: "must be a whole number" },
    { path: "headers.etag", text: "is missing" },
    { path: "other", text: "is nothing that belongs there" },
  ]);
  expect(valueFaults(ANSWER, [])).toEqual([{ path: "", text: "must be an object" }]);
});

test.each([
  [{ contains: { type: "string" } }, [1], "must hold an item of the kind that it asks for"],
  [
    { contains: { type: "string" }, minContains: 2 },
    ["a"],
    "holds too few items of the kind that it asks for",
  ],
  [
    { contains: { type: "string" }, maxContains: 1 },
    ["a", "b"],
    "holds too many items of the kind that it asks for",
  ],
  [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, "has an entry with a name that it may not have"],
  [{ dependentRequired: { a: ["b"] } }, { a: 1 }, "lacks an entry that must go with one that it has"],
  [
    { if: { type: "number" }, else: { minLength: 3 } },
    "a",
    "does not have the form that it must have in this case",
  ],
  [false, 1, "may not be there"],
])("of %j against %j, no word is the validator's", (schema, value, text) => {
  expect(valueFaults({ properties: { it: schema } }, { it: value })).toEqual([{ path: "it", text }]);
});
