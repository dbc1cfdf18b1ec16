import { expect, test } from "vitest";
import { playbookOf } from "./playbook-of.ts";

test("by its target, else by what is told of it", () => {
  expect(playbookOf("playbook:pb_1", {})).toBe("pb_1");
  expect(playbookOf("run:run_1", { playbook: "pb_2" })).toBe("pb_2");
  expect(playbookOf("token:tok_1", null)).toBeNull();
});
