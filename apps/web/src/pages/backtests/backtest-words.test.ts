import { expect, test } from "vitest";
import type { Backtest, BacktestEvent, ToldResult } from "./backtest-data.ts";
import { sortedEvents, standingWords, stateWord, totalsOf } from "./backtest-words.ts";

const same: ToldResult = {
  kind: "told",
  outcome: { before: "done", after: "done" },
  steps: 0,
  actions: 0,
  errors: 0,
  isEqual: true,
  failure: { before: null, after: null },
  stops: [],
  broken: null,
  differences: [],
  more: 0,
};
const other = (more: Partial<ToldResult>): ToldResult => ({ ...same, isEqual: false, ...more });
const event = (run: string, result: BacktestEvent["result"]): BacktestEvent => ({
  run,
  version: 1,
  state: "done",
  createdAt: "2026-11-22T08:00:00.000Z",
  eventLine: "score 60",
  result,
});

const events = [
  event("a", same),
  event("b", other({ steps: 2, actions: 1 })),
  event("c", other({ outcome: { before: "done", after: "failed" }, errors: 1 })),
  event("d", other({ outcome: { before: "done", after: "stopped" } })),
  event("e", { kind: "untold", why: "Its event is gone." }),
  event("f", null),
];

test("what is the same is folded, what could not be told is not, and what is open waits", () => {
  const { different, same: folded, open } = sortedEvents(events);
  expect([different, folded, open].map((each) => each.map(({ run }) => run).join(""))).toEqual([
    "bcde",
    "a",
    "f",
  ]);
});

test("the counts are of runs; one that stops has no other outcome", () => {
  expect(totalsOf(events)).toEqual({ outcomes: 1, steps: 1, actions: 1, errors: 1, stopped: 1 });
});

test("how it stands, in a sentence", () => {
  const backtest = { state: "going", total: 6, done: 5, differing: 3 } as Backtest;
  expect(standingWords(backtest)).toBe("5 of 6 tried; 3 of 5 runs would go otherwise");
  expect(standingWords({ ...backtest, state: "stopped" })).toContain("Stopped after 5 of 6");
  expect(standingWords({ ...backtest, state: "ended", done: 1, differing: 0 })).toBe(
    "0 of 1 run would go otherwise",
  );
  expect([stateWord(null), stateWord("failed"), stateWord("stopped")]).toEqual([
    "not taken",
    "failed",
    "stopped",
  ]);
});
