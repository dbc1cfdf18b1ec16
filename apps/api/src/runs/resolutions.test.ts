import { expect, test } from "vitest";
import { resolutionsOf } from "./resolutions.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, second));

function entry(second: number, actor: string, more: object) {
  const details = JSON.stringify({ step: "s", outcome: "done", reason: "seen there", ...more });
  return { target: "run:run_a", actor, at: at(second), details };
}

test("of two who say it at once, the one who was refused has said nothing", () => {
  const newestFirst = [
    entry(3, "user:b@example.org", { refused: "The outcome of step s is not in question." }),
    entry(2, "user:b@example.org", {}),
    entry(1, "user:a@example.org", { outcome: "failed" }),
  ];
  expect(resolutionsOf(newestFirst)).toEqual([
    {
      run: "run_a",
      step: "s",
      outcome: "failed",
      reason: "seen there",
      by: "user:a@example.org",
      at: at(1).toISOString(),
      isSure: true,
    },
  ]);
});

test("what the run did not answer may have been done: it is there once, and not for sure", () => {
  const entries = [entry(2, "user:a@example.org", { unanswered: true }), entry(1, "user:a@example.org", {})];
  expect(resolutionsOf(entries)).toMatchObject([{ by: "user:a@example.org", isSure: false }]);
});

test("what is refused takes away what was said last, and nothing before it", () => {
  const refused = entry(3, "user:a@example.org", { refused: "no" });
  const twice = [refused, entry(2, "user:a@example.org", {}), entry(1, "user:a@example.org", {})];
  expect(resolutionsOf(twice).map((each) => each.at)).toEqual([at(1).toISOString()]);
});
