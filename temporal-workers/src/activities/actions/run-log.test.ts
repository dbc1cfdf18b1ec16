import { expect, test } from "vitest";
import { createRunLog } from "./run-log.ts";

test("keeps lines, without NUL, and not more than it may", () => {
  const log = createRunLog();
  expect(log.text()).toBeNull();
  log.add("one\0");
  log.add("two");
  expect(log.text()).toBe("one\u{fffd}\ntwo");
  for (let line = 0; line < 100; line++) log.add("x".repeat(1_000));
  expect(log.text()?.length).toBeLessThan(70_000);
  expect(log.text()).toMatch(/not kept\)$/);
});
