import { expect, test } from "vitest";
import { resolutionsOf } from "./resolutions.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, second));

function entry(second: number, actor: string, more: object) {
  const details = JSON.stringify({ step: "s", outcome: "done", reason: "seen there", ...more });
  return { target: "run:run_a", actor, at: at(second), details };
}

test("of two who say it at once, the one who was refused has said nothing", () => {
  const newestFirst = [
    entry(3, "user:b@example.org", { refused: "The outcome of step s is not in question.", answers: 2 }),
    entry(1, "user:a@example.org", { outcome: "failed" }),
  ];
  expect(resolutionsOf(newestFirst)).toEqual([
    {
      run: "run_a",
      step: "s",
      scope: "",
      outcome: "failed",
      reason: "seen there",
      by: "user:a@example.org",
      at: at(1).toISOString(),
      isSure: true,
      wasRunOver: false,
      wasIterationOver: false,
    },
  ]);
});

test("what the run did not answer may have been done: it is there, and not for sure", () => {
  const entries = [entry(2, "user:a@example.org", { unanswered: true, answers: 1 })];
  expect(resolutionsOf(entries)).toMatchObject([{ by: "user:a@example.org", isSure: false }]);
});

test("what was found when the run was over is noted as that", () => {
  const entries = [entry(2, "user:a@example.org", { runOver: true })];
  expect(resolutionsOf(entries)).toMatchObject([{ outcome: "done", isSure: true, wasRunOver: true }]);
});

test("what was found when the iteration was over, too", () => {
  const entries = [entry(2, "user:a@example.org", { scope: "each[3]", iterationOver: true })];
  expect(resolutionsOf(entries)).toMatchObject([{ wasRunOver: false, wasIterationOver: true }]);
});

test("an answer about a step of a loop names its iteration", () => {
  const entries = [entry(1, "user:a@example.org", { scope: "each[3]" })];
  expect(resolutionsOf(entries)).toMatchObject([{ step: "s", scope: "each[3]" }]);
});
