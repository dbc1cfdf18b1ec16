import { expect, test } from "vitest";
import { manual } from "./manual.ts";

test("has nothing to set and takes any event", () => {
  expect(manual.config.safeParse({}).success).toBe(true);
  expect(manual.config.safeParse({ auth: {} }).success).toBe(false);
  expect(manual.event?.safeParse([1, null, "text"]).success).toBe(true);
});
