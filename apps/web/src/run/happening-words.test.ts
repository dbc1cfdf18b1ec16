import { expect, test } from "vitest";
import { happeningWords } from "./happening-words.ts";

const step = { step: "Contain the host?", asks: [], note: null };

test.each([
  [
    { ...step, state: "approval", asks: ["any analyst or above", "Anna"] },
    "Waits for any analyst or above, Anna: Contain the host?",
  ],
  [{ ...step, state: "approval" }, "Waits for a person: Contain the host?"],
  [{ ...step, state: "unknown" }, "Waits for an analyst, who says what became of Contain the host?"],
  [
    { ...step, state: "waiting", note: "Until 2026-11-21T12:00:00.000Z." },
    "Contain the host?: Until 2026-11-21T12:00:00.000Z.",
  ],
  [{ ...step, state: "running" }, "At Contain the host?"],
  [{ ...step, state: "running", note: "Waits for run_b." }, "At Contain the host?: Waits for run_b."],
  [{ ...step, state: "turn" }, "Waits for its turn: Contain the host?"],
  [
    { ...step, state: "turn", note: "Waits for its turn: 3 of at most 3 calls of Isolate are under way." },
    "Contain the host?: Waits for its turn: 3 of at most 3 calls of Isolate are under way.",
  ],
] as const)("%j", (happening, words) => {
  expect(happeningWords(happening)).toBe(words);
});
