import { expect, test } from "vitest";
import { hops } from "./hops.ts";

test("what follows comes after so many microtasks, and not long after", async () => {
  let passed = 0;
  const counting = async () => {
    for (; passed < 200; passed++) await Promise.resolve();
  };
  void counting();
  await hops(100);
  expect(passed).toBeGreaterThanOrEqual(99);
  expect(passed).toBeLessThan(110);
});
