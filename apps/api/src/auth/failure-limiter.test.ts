import { expect, test } from "vitest";
import { createFailureLimiter } from "./failure-limiter.ts";

function limiter(addresses = 100) {
  const clock = { now: 0 };
  const limits = { most: 3, windowMs: 3_000, addresses, now: () => clock.now };
  return { clock, ...createFailureLimiter(limits) };
}

test("an address is blocked after so many failures, for the rest of the window, and alone", () => {
  const { clock, waitSeconds, noteFailure } = limiter();
  noteFailure("a");
  noteFailure("a");
  expect(waitSeconds("a")).toBeNull();
  noteFailure("a");
  expect(waitSeconds("a")).toBe(3);
  clock.now = 2_001;
  expect(waitSeconds("a")).toBe(1);
  expect(waitSeconds("b")).toBeNull();
  clock.now = 3_000;
  expect(waitSeconds("a")).toBeNull();
});

test("memory is bounded: the oldest address is forgotten first", () => {
  const { waitSeconds, noteFailure } = limiter(2);
  for (const address of ["a", "a", "a", "b", "b", "b", "c", "c", "c"]) noteFailure(address);
  expect(["a", "b", "c"].map(waitSeconds)).toEqual([null, 3, 3]);
});
