import { expect, test } from "vitest";
import { createFailureLimiter } from "./failure-limiter.ts";

function limiter(addresses = 100) {
  const clock = { now: 0 };
  const limits = { most: 3, windowMs: 1_000, addresses, now: () => clock.now };
  return { clock, ...createFailureLimiter(limits) };
}

test("an address is blocked after so many failures, for the rest of the window, and alone", () => {
  const { clock, isBlocked, noteFailure } = limiter();
  noteFailure("a");
  noteFailure("a");
  expect(isBlocked("a")).toBe(false);
  noteFailure("a");
  expect(isBlocked("a")).toBe(true);
  expect(isBlocked("b")).toBe(false);
  clock.now = 1_000;
  expect(isBlocked("a")).toBe(false);
});

test("memory is bounded: the oldest address is forgotten first", () => {
  const { isBlocked, noteFailure } = limiter(2);
  for (const address of ["a", "a", "a", "b", "b", "b", "c", "c", "c"]) noteFailure(address);
  expect(["a", "b", "c"].map(isBlocked)).toEqual([false, true, true]);
});
