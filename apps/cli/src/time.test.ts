import { expect, test } from "vitest";
import { duration } from "./time.ts";

test.each([
  [0.4, "0 ms"],
  [999, "999 ms"],
  [59_900, "59.9 s"],
  [179_600, "3 min 0 s"],
  [3_599_600, "1 h 0 min"],
  [200_000_000, "2 d 7 h"],
])("%d ms are %s", (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});
