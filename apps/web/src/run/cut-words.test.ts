import { expect, test } from "vitest";
import { cutWords } from "./cut-words.ts";
import type { StepOutline } from "./run-data.ts";

const told = (count: number) => Array.from<StepOutline>({ length: count });
const cut = { first: 20_000, rest: 2_000 };

test("a list that leaves steps out says so", () => {
  expect(cutWords({ cut, steps: told(20_002), counts: { done: 104_232, failed: 1 } })).toBe(
    "Of 104,233 steps the first 20,000 are listed, and up to 2,000 of the rest: those that failed, are not over or stand in no loop.",
  );
});

test("a list that has them all says nothing, also where the last of them came live", () => {
  expect(cutWords({ cut: null, steps: told(3), counts: { done: 3 } })).toBeNull();
  expect(cutWords({ cut: null, steps: told(3), counts: { done: 4 } })).toBeNull();
  expect(cutWords({ cut, steps: told(20_000), counts: { done: 20_000 } })).toBeNull();
  expect(cutWords({ cut, steps: told(20_005), counts: { done: 20_001 } })).toBeNull();
});
