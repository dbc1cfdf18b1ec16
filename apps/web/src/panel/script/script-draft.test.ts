import { expect, test } from "vitest";
import { faultsOf, NEW_SCRIPT } from "./script-draft.ts";

const named = { ...NEW_SCRIPT, name: "judge" };

test("a new script with a name can be saved", () => {
  expect(faultsOf(named)).toEqual({});
});

test.each([
  ["{", "This is not JSON"],
  ["[]", "A JSON Schema is an object."],
  ['{"type":"array"}', 'The JSON Schema of the arguments must have "type": "object".'],
])("arguments %s are at fault at their field", (text, words) => {
  expect(faultsOf({ ...named, arguments: text }).arguments).toContain(words);
});
