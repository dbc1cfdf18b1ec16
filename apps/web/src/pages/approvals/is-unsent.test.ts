import { expect, test } from "vitest";
import { isUnsent } from "./is-unsent.ts";

test("what was typed is kept where another one decided, or nobody", () => {
  expect(isUnsent("Seen it before, block.", { comment: "no", kept: null })).toBe(true);
  expect(isUnsent("Seen it before, block.", { comment: null, kept: null })).toBe(true);
});

test("nothing is kept where nothing was typed, or where it was counted after all", () => {
  expect(isUnsent(" ", { comment: null, kept: null })).toBe(false);
  expect(isUnsent("ok ", { comment: null, kept: { comment: "ok" } })).toBe(false);
  expect(isUnsent("ok ", { comment: "ok", kept: null })).toBe(false);
});
