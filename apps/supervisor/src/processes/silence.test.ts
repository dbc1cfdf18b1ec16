import { expect, test } from "vitest";
import { countSilence } from "./silence.ts";

const rhythm = { silenceMs: 30_000, stepMs: 15_000 };

test("silent is said at half time, and gone at the end of it", () => {
  const look = countSilence(rhythm, 0);
  expect([10_000, 15_000, 29_000, 30_000].map((now) => look(now, false))).toEqual([
    "answers",
    "silent",
    "silent",
    "gone",
  ]);
});

test("one answer is enough, however late", () => {
  const look = countSilence(rhythm, 0);
  look(15_000, false);
  expect(look(29_000, true)).toBe("answers");
  expect(look(43_000, false)).toBe("answers");
  expect(look(58_000, false)).toBe("silent");
});

test("after the whole machine stood still everybody has time again", () => {
  const look = countSilence(rhythm, 0);
  expect(look(15_000, false)).toBe("silent");
  expect(look(3_600_000, false)).toBe("answers");
  expect(look(3_614_000, false)).toBe("answers");
  expect(look(3_629_000, false)).toBe("silent");
  expect(look(3_630_000, false)).toBe("gone");
});
