import { expect, test } from "vitest";
import { doubtWords } from "./doubt-words.ts";

const ADVICE = "Look on the other side, then say what became of it.";

test.each([
  [
    "The run ended while the step was at work: it may or may not have taken effect. Terminated by ada: it hangs",
    "The run ended while the step was at work: it may or may not have taken effect. Terminated by ada: it hangs.",
  ],
  [
    "The worker was lost: it may have happened. Check, then resolve it as done, failed or rerun.",
    "The worker was lost: it may have happened.",
  ],
  [
    "The script was stopped while it ran. Check, then resolve the step as done or failed.",
    "The script was stopped while it ran.",
  ],
])("what is recorded is the cause that is told: %s", (message, why) => {
  expect(doubtWords({ code: "unknown_outcome", message, retryable: false })).toBe(`${why} ${ADVICE}`);
});

test("where nothing is recorded, no cause is made up", () => {
  expect(doubtWords(null)).toBe(`Nobody can tell whether it happened. ${ADVICE}`);
});
