import * as fc from "fast-check";
import { expect, test } from "vitest";
import { changesBetween } from "./changes-between.ts";

test("only what differs changes", () => {
  expect(changesBetween("Because of it", "Because of that")).toEqual({ from: 11, to: 12, insert: "tha" });
  expect(changesBetween("aa", "aaa")).toEqual({ from: 2, to: 2, insert: "a" });
  expect(changesBetween("same", "same")).toEqual({ from: 4, to: 4, insert: "" });
});

test("the change leads from one to the other", () => {
  const text = fc.array(fc.constantFrom("a", "b")).map((letters) => letters.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { from, to, insert } = changesBetween(before, after);
      expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
    }),
  );
});
