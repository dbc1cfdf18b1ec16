import { expect, test } from "vitest";
import { isUnsent } from "./is-unsent.ts";

test("what was typed is kept where another one decided, or nobody", () => {
  expect(isUnsent("Seen it before, block.", { comment: "no" })).toBe(true);
  expect(isUnsent("Seen it before, block.", { comment: null })).toBe(true);
});

test("nothing is kept where nothing was typed, or where it was counted after all", () => {
  expect(isUnsent(" ", { comment: null })).toBe(false);
  expect(isUnsent("ok ", { comment: "ok" })).toBe(false);
});
