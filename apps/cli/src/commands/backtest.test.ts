import { expect, test } from "vitest";
import { tellBacktest } from "./backtest.ts";

type Result = Parameters<typeof tellBacktest>[0]["events"][number]["result"];
type Told = Extract<NonNullable<Result>, { kind: "told" }>;

const AT = "2026-11-22T08:00:00.000Z";

test("a row for each run, with what is different in words, and the counts below", () => {
  const same: Told = {
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
  const event = { version: 3, state: "done", createdAt: AT, eventLine: "score 60" } as const;
  const text = tellBacktest({
    id: "bt_1",
    playbook: { id: "pb_1", name: "P" },
    revision: 7,
    state: "ended",
    author: "user:ann@example.com",
    from: null,
    to: null,
    createdAt: AT,
    endedAt: AT,
    total: 3,
    done: 3,
    differing: 2,
    events: [
      { ...event, run: "run_a", result: same },
      {
        ...event,
        run: "run_b",
        result: {
          ...same,
          isEqual: false,
          steps: 1,
          actions: 1,
          differences: [
            { step: "tell", scope: "", label: "Tell", kind: "way", before: "done", after: null },
            { step: "high", scope: "", label: "High?", kind: "way", before: "yes", after: "else" },
            { step: "note", scope: "", label: "Note", kind: "sent", before: "done", after: "done" },
          ],
          more: 2,
        },
      },
      {
        ...event,
        run: "run_c",
        result: {
          ...same,
          isEqual: false,
          outcome: { before: "done", after: "stopped" },
          stops: [{ step: "ask", scope: "", label: "Ask", why: "it asks people" }],
        },
      },
    ],
  });
  expect(text.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "))).toEqual([
    "run | accepted | event | did | outcome | steps | sent | differences",
    "run_a | 2026-11-22 08:00:00Z | score 60 | version 3 | done | same | same | none",
    'run_b | 2026-11-22 08:00:00Z | score 60 | version 3 | done | 1 differ | 1 differ | "Tell": done → not taken; "High?": yes → else; "Note" sends otherwise; and 2 more',
    'run_c | 2026-11-22 08:00:00Z | score 60 | version 3 | done → stopped | same | same | stops at "Ask": it asks people',
    "",
    "Draft, revision 7, against 3 runs: 2 different, 1 not.",
  ]);
});
