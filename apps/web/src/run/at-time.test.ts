import { expect, test } from "vitest";
import { momentsOf, outlineAt } from "./at-time.ts";
import type { RunOutline, StepOutline } from "./run-data.ts";

const time = (second: number) => `2026-11-22T10:00:0${second}.000Z`;
const step = (id: string, from: number | null, to: number | null, state: StepOutline["state"] = "done") =>
  ({
    step: id,
    scope: "",
    label: id,
    state,
    port: "default",
    failure: null,
    startedAt: from === null ? null : time(from),
    finishedAt: to === null ? null : time(to),
  }) as StepOutline;
const OUTLINE = {
  run: { over: true, startedAt: time(0), finishedAt: time(6) },
  steps: [step("a", 1, 2), step("ask", 2, 5), step("b", 5, 6, "failed"), step("c", null, 6, "skipped")],
  graph: {
    nodes: [
      { id: "a", kind: "action" },
      { id: "ask", kind: "approval" },
    ],
  },
} as unknown as RunOutline;

const at = (second: number) => {
  const { run, steps } = outlineAt(OUTLINE, Date.parse(time(second)));
  return [run.over, Object.fromEntries(steps.map(({ step: id, state }) => [id, state]))];
};

test("at each time: what had begun, what was at work, what people were asked", () => {
  expect(at(0)).toEqual([false, {}]);
  expect(at(1)).toEqual([false, { a: "running" }]);
  expect(at(2)).toEqual([false, { a: "done", ask: "approval" }]);
  expect(at(5)).toEqual([false, { a: "done", ask: "done", b: "running" }]);
  expect(at(6)).toEqual([true, { a: "done", ask: "done", b: "failed", c: "skipped" }]);
});

test("the way out of a step is not known before it has ended", () => {
  const ports = outlineAt(OUTLINE, Date.parse(time(2))).steps.map(({ port }) => port);
  expect(ports).toEqual(["default", null]);
});

test("every time at which something happened, once", () => {
  expect(momentsOf(OUTLINE).map(({ words }) => words)).toEqual([
    "The run began",
    "a began",
    "a was done, ask began",
    "ask was done, b began",
    "b failed, The run ended",
  ]);
});

test("a run begins before its first step, also where it was written down after it", () => {
  const late = { ...OUTLINE, run: { ...OUTLINE.run, startedAt: time(2) } };
  expect(momentsOf(late)[0]?.words).toBe("The run began, a began");
  expect(momentsOf(late)).toHaveLength(4);
});
