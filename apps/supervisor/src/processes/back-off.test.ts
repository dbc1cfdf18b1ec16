import { expect, test } from "vitest";
import { backOff } from "./back-off.ts";

test("a process that keeps ending waits longer each time, up to 5 s", () => {
  const wait = backOff();
  expect([1, 2, 3, 4, 5, 6, 7].map(() => wait(100))).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
});

test("one that ran well is back at once", () => {
  const wait = backOff();
  for (let i = 0; i < 5; i++) wait(100);
  expect(wait(60_000)).toBe(200);
});
