import { expect, test } from "vitest";
import { whyNoRetry } from "./retry-words.ts";

const failure = { code: "script_failed", message: "ValueError: nope", retryable: false } as const;
const failed = { state: "failed", failure, attempts: [1], mostAttempts: 3 } as const;

test("a script's own error is not tried again, and that is said", () => {
  expect(whyNoRetry(failed)).toBe(
    "Not tried again, although the step may be tried 3 times: this error is not one that another try mends.",
  );
});

test("nothing is said where all tries were made, where there is one only, and where another one may come", () => {
  expect(whyNoRetry({ ...failed, attempts: [1, 2, 3] })).toBeNull();
  expect(whyNoRetry({ ...failed, mostAttempts: 1 })).toBeNull();
  expect(whyNoRetry({ ...failed, failure: { ...failure, retryable: true } })).toBeNull();
  expect(whyNoRetry({ ...failed, state: "running", failure: null })).toBeNull();
});
