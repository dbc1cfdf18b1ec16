import { expect, test } from "vitest";
import {
  clockWords,
  deadlineWords,
  durationWords,
  exactTime,
  pastWords,
  splitAtTimes,
  timeWords,
} from "./time-words.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const seconds = (count: number) => NOW + count * 1_000;

test.each([
  [0, "just now"],
  [-9, "just now"],
  [-42, "42 seconds ago"],
  [30, "in 30 seconds"],
  [-61, "1 minute ago"],
  [-3_599, "59 minutes ago"],
  [-7_200, "2 hours ago"],
  [23.5 * 3_600, "in 23 hours"],
  [86_395, "in 1 day"],
  [7 * 86_400 - 20, "in 7 days"],
  [3 * 86_400, "in 3 days"],
  [-40 * 86_400, "12 Oct 2026"],
])("%i s away is %s", (away, words) => {
  expect(timeWords(seconds(away), NOW)).toBe(words);
});

test.each([
  [9, "in 9 seconds"],
  [0.4, "in 1 second"],
  [0, "just now"],
  [-61, "1 minute ago"],
  [600, "in 10 minutes"],
])("what ends in %i s ends %s", (away, words) => {
  expect(deadlineWords(seconds(away), NOW)).toBe(words);
});

test("what is over is not to come, whichever clock is behind", () => {
  expect(pastWords(seconds(1), NOW)).toBe("just now");
  expect(pastWords(seconds(45), NOW)).toBe("just now");
  expect(pastWords(seconds(-61), NOW)).toBe("1 minute ago");
});

test("the exact time names its zone", () => {
  expect(exactTime(NOW, "UTC")).toBe("2026-11-21 12:00:00 UTC");
  expect(exactTime(NOW, "Asia/Tokyo")).toBe("2026-11-21 21:00:00 GMT+9");
});

test.each([
  [12.4, "12 ms"],
  [1_240, "1.2 s"],
  [59_700, "1 min"],
  [61_000, "1 min 1 s"],
  [7_800_000, "2 h 10 min"],
  [200_000_000, "2 d 7 h"],
])("%d ms lasts %s", (milliseconds, words) => {
  expect(durationWords(milliseconds)).toBe(words);
});

test("instants in a text are found, and said by the reader's clock", () => {
  const at = Date.UTC(2026, 10, 21, 12, 5);
  expect(splitAtTimes("Until 2026-11-21T12:05:00.000Z.")).toEqual(["Until ", { at }, "."]);
  expect(splitAtTimes("2026-11-21T12:05:00Z")).toEqual([{ at }]);
  expect(splitAtTimes("no time at all")).toEqual(["no time at all"]);
  const noon = new Date(2026, 10, 21, 12, 5).getTime();
  expect(clockWords(noon, noon + 60_000)).toBe("12:05");
  expect(clockWords(noon, noon + 86_400_000)).toBe("21 Nov 2026, 12:05");
});
