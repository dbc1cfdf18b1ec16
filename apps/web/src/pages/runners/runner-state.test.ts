import { expect, test } from "vitest";
import { runnerState } from "./runner-state.ts";

const there = { isAlive: true, isDraining: false, running: 1 };

test("a runner that is drained still ends what it has", () => {
  expect(runnerState(there)).toBe("There");
  expect(runnerState({ ...there, isDraining: true })).toBe("Draining");
  expect(runnerState({ ...there, isDraining: true, running: 0 })).toBe("Drained");
  expect(runnerState({ ...there, isAlive: false })).toBe("Gone");
});
