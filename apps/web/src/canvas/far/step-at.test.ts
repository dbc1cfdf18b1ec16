import { expect, test } from "vitest";
import { stepAt } from "./step-at.ts";

const card = (id: string, x: number) => ({ id, position: { x, y: 0 }, width: 240, height: 64 });
const steps = [card("a", 0), card("b", 336)];

test("what is meant is the card there, else the nearest one that is near", () => {
  const view = [10, 20, 0.1] as const;
  expect(stepAt(steps, { x: 12, y: 22 }, view)).toBe("a");
  expect(stepAt(steps, { x: 50, y: 22 }, view)).toBe("b");
  expect(stepAt(steps, { x: 36, y: 22 }, view)).toBe("a");
  expect(stepAt(steps, { x: 41, y: 30 }, view)).toBe("b");
  expect(stepAt(steps, { x: 41, y: 60 }, view)).toBeNull();
});
