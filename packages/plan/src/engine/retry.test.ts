import { expect, test } from "vitest";
import type { RetryPolicy } from "../plan.ts";
import { delayAfter, mayRetry } from "./retry.ts";

const policy: RetryPolicy = { attempts: 5, initialDelayMs: 1_000, factor: 3, maxDelayMs: 20_000, on: [] };
const refused = { code: "unavailable", message: "", retryable: true } as const;

test("the delay grows by the factor up to the longest", () => {
  expect([1, 2, 3, 4, 5].map((attempt) => delayAfter(policy, attempt, refused))).toEqual([
    1_000, 3_000, 9_000, 20_000, 20_000,
  ]);
});

test("who asks to be left alone for longer is, an hour at most", () => {
  const waiting = (waitMs: number) => delayAfter(policy, 2, { ...refused, waitMs });
  expect([500, 5_000, 60_000, 86_400_000].map(waiting)).toEqual([3_000, 5_000, 60_000, 3_600_000]);
});

test("without a list, what is marked retryable is tried again, as often as the policy says", () => {
  const failure = { code: "unavailable", message: "", retryable: true } as const;
  expect(mayRetry(policy, 4, failure)).toBe(true);
  expect(mayRetry(policy, 5, failure)).toBe(false);
  expect(mayRetry(policy, 1, { ...failure, retryable: false })).toBe(false);
});

test("with a list, its codes count and nothing else", () => {
  const listed = { ...policy, on: ["not_found"] };
  expect(mayRetry(listed, 1, { code: "not_found", message: "", retryable: false })).toBe(true);
  expect(mayRetry(listed, 1, { code: "unavailable", message: "", retryable: true })).toBe(false);
});
