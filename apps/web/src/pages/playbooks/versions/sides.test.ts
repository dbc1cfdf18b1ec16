import { expect, test } from "vitest";
import { sidesOf } from "./sides.ts";

const asked = (from: string, to: string, published: number | null = 3) => {
  const sides = sidesOf({ from, to }, published);
  return [sides.from, sides.to];
};

test("without a wish: what was changed since the last publish", () => {
  expect(asked("", "")).toEqual([3, "draft"]);
  expect(asked("", "", null)).toEqual(["nothing", "draft"]);
});

test("a link to a version shows what it changed", () => {
  expect(asked("", "2")).toEqual([1, 2]);
  expect(asked("", "1")).toEqual(["nothing", 1]);
});

test("any two, either way round; what is no side does not count", () => {
  expect(asked("5", "2")).toEqual([5, 2]);
  expect(asked("draft", "1")).toEqual(["draft", 1]);
  expect(asked("0", "x9")).toEqual([3, "draft"]);
});
