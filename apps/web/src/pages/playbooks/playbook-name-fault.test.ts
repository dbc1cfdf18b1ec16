import { expect, test } from "vitest";
import { playbookNameFault } from "./playbook-name-fault.ts";

test("a name is refused in words, and not cut", () => {
  expect(playbookNameFault("  ")).toBe("A playbook needs a name.");
  expect(playbookNameFault("x".repeat(200))).toBeNull();
  expect(playbookNameFault("x".repeat(201))).toBe("A name has at most 200 letters; this one has 201.");
});
