import { expect, test } from "vitest";
import { cutText } from "./cut-text.ts";

test.each([
  ["short", 9, "short"],
  ["exactly", 7, "exactly"],
  ["a😀😀", 2, "a"],
  ["a😀😀", 3, "a😀"],
  ["", 3, ""],
])("of %j the first %i", (text, most, expected) => {
  expect(cutText(text, most)).toBe(expected);
});
