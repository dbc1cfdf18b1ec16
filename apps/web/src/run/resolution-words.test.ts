import { expect, test } from "vitest";
import { questionOf, resolutionWords } from "./resolution-words.ts";
import type { StepStory } from "./run-data.ts";

function story(state: "unknown" | "failed", isUnresolved: boolean) {
  return { record: { state } as StepStory["record"], isUnresolved };
}

const UNDER_WAY = { wasRunOver: false, wasIterationOver: false };

test("who said it, and what that means for the run", () => {
  expect(resolutionWords({ by: "user:ada@example.com", outcome: "done", ...UNDER_WAY })).toBe(
    "ada@example.com said that it happened: it counts as done",
  );
  expect(resolutionWords({ by: "token:ci", outcome: "rerun", ...UNDER_WAY })).toContain(
    "token ci had it tried again",
  );
});

test("nobody is asked once somebody has said it", () => {
  expect(questionOf(story("unknown", true))).toBe("open");
  expect(questionOf(story("unknown", false))).toBe("answered");
  expect(questionOf(story("failed", false))).toBe("answered");
});

test("a run or an iteration that was over counts nothing any more: it is noted", () => {
  for (const outcome of ["done", "failed"] as const) {
    const said = { by: "user:ada@example.com", outcome, ...UNDER_WAY };
    expect(resolutionWords({ ...said, wasRunOver: true })).toMatch(/: noted, the run was over$/);
    expect(resolutionWords({ ...said, wasIterationOver: true })).toMatch(/: noted, its iteration was over$/);
  }
});
