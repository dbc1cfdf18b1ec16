import { expect, test } from "vitest";
import { switchConditions } from "./switch-conditions.ts";

test("each case asks whether it equals the value", () => {
  expect(switchConditions("{{ trigger.kind }}", ["low", 5, "{{ vars.kind | lower }}", ["a"], null])).toEqual([
    "(trigger.kind) == ('low')",
    "(trigger.kind) == (5)",
    "(trigger.kind) == (vars.kind | lower)",
    "(trigger.kind) == (['a'])",
    "(trigger.kind) == (none)",
  ]);
});

test("what is put together from several is no expression", () => {
  expect(switchConditions("a {{ b }}", ["x"])).toBeNull();
  expect(switchConditions("{{ b }}", ["x{{ c }}"])).toBeNull();
  expect(switchConditions("{{ b }}", [["{{ c }}"]])).toBeNull();
  expect(switchConditions("{{ b", ["x"])).toBeNull();
  expect(switchConditions(undefined, ["x"])).toBeNull();
});
