import { expect, test } from "vitest";
import { differing } from "./differing.ts";

test("long texts that differ at their end are shown at their end", () => {
  const [mine, theirs] = differing(`${"word ".repeat(60)}Qq`, `${"word ".repeat(60)}Q`);
  expect(mine).toEqual({ before: "…rd word word word word Q", other: "q", after: "" });
  expect(theirs.other).toBe("");
});

test.each([
  ["abc", "axc", { before: "a", other: "b", after: "c" }],
  ["", "x", { before: "", other: "", after: "" }],
  ["same", "same", { before: "same", other: "", after: "" }],
  ["aa", "aaa", { before: "aa", other: "", after: "" }],
  ["😀1", "😀2", { before: "😀", other: "1", after: "" }],
])("%j against %j", (one, two, wanted) => {
  expect(differing(one, two)[0]).toEqual(wanted);
});
