import { expect, test } from "vitest";
import { createTaskTimes } from "./task-times.ts";

test("a task is late some time after its first call, whatever calls follow, and the next one begins anew", () => {
  let now = 0;
  const times = createTaskTimes(() => now);
  times.note("run_a", 3);
  now = 150;
  times.note("run_a", 3);
  expect(times.isLate("run_a", 3)).toBe(false);
  now = 200;
  expect(times.isLate("run_a", 3)).toBe(true);
  expect(times.isLate("run_b", 3)).toBe(false);
  times.note("run_a", 9);
  expect(times.isLate("run_a", 9)).toBe(false);
  expect(times.isLate("run_a", 3)).toBe(false);
});

test("of very many runs those that call are remembered", () => {
  let now = 0;
  const times = createTaskTimes(() => now);
  times.note("run_first", 1);
  for (let other = 0; other < 10_000; other++) {
    times.note(`run_${other}`, 1);
    times.note("run_first", 1);
  }
  now = 1_000;
  expect(times.isLate("run_first", 1)).toBe(true);
  expect(times.isLate("run_0", 1)).toBe(false);
});
