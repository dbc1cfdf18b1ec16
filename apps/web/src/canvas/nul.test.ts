import { expect, test } from "vitest";
import { withoutNul } from "./nul.ts";

test("a text without it stays the same object", () => {
  const value = { text: "plain", list: [1, null] };
  expect(withoutNul(value)).toBe(value);
});

test("it is taken out of texts and names, however deep", () => {
  expect(withoutNul({ "a\u0000": ["b\u0000c", { d: "\u0000" }] })).toEqual({ a: ["bc", { d: "" }] });
});
