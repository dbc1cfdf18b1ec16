import { expect, test } from "vitest";
import { addsUp, mergeNews } from "./merge-news.ts";
import type { RunNews, RunOutline, StepOutline } from "./run-data.ts";

const run = { id: "run_1", state: "running" } as RunOutline["run"];

function step(id: string, seq: number, state: StepOutline["state"]): StepOutline {
  return { step: id, scope: "", seq, state } as StepOutline;
}

function outline(...steps: StepOutline[]): RunOutline {
  return { run, steps, counts: {} } as unknown as RunOutline;
}

test("newer steps take the place of older ones, new ones come last, the rest stays the same object", () => {
  const before = outline(step("a", 1, "done"), step("b", 3, "running"));
  const news: RunNews = {
    run,
    steps: [step("c", 5, "running"), step("b", 4, "done")],
    counts: { done: 2, running: 1 },
  };
  const after = mergeNews(before, news);
  expect(after.steps.map(({ step: id, state }) => [id, state])).toEqual([
    ["a", "done"],
    ["b", "done"],
    ["c", "running"],
  ]);
  expect(after.steps[0]).toBe(before.steps[0]);
  expect(addsUp(after)).toBe(true);
});

test("what is told once more changes nothing", () => {
  const before = outline(step("b", 4, "done"));
  const after = mergeNews(before, { run, steps: [step("b", 3, "running")], counts: { done: 1 } });
  expect(after.steps).toEqual(before.steps);
});

test("steps that were corrected behind our back are noticed", () => {
  const after = mergeNews(outline(step("a", 1, "running")), { run, steps: [], counts: { cancelled: 1 } });
  expect(addsUp(after)).toBe(false);
});
