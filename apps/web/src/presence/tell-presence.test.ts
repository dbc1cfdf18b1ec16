import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startTelling } from "./tell-presence.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a move is told once it rests, a sign is given while one is seen, and leaving is said", () => {
  const told: string[] = [];
  let step: string | null = null;
  let isSeen = true;
  const telling = startTelling({
    where: () => ({ step, field: null }),
    tell: (where) => void told.push(where.gone ? "gone" : (where.step ?? "-")),
    isSeen: () => isSeen,
  });
  for (const next of ["a", "b", "c"]) {
    step = next;
    telling.moved();
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(300);
  expect(told).toEqual(["-", "c"]);
  telling.moved();
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(["-", "c"]);
  vi.advanceTimersByTime(8_000);
  expect(told).toEqual(["-", "c", "c"]);
  isSeen = false;
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["-", "c", "c"]);
  isSeen = true;
  telling.back();
  telling.close();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["-", "c", "c", "c", "gone"]);
});
