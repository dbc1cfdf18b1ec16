import { expect, test } from "vitest";
import { stateOfRun } from "./state-of-run.ts";

test.each([
  ["waiting", ["done", "approval"], "approval"],
  ["running", ["running", "approval"], "approval"],
  ["running", ["approval", "undecided", "unknown"], "unknown"],
  ["running", ["done", "waiting"], "waiting"],
  ["running", ["waiting", "running"], "running"],
  ["running", ["turn", "waiting"], "turn"],
  ["waiting", ["running", "waiting"], "waiting"],
  ["running", ["done"], "running"],
  ["waiting", [], "waiting"],
  ["stuck", ["approval"], "stuck"],
  ["paused", ["approval"], "paused"],
  ["cancelled", ["unknown"], "cancelled"],
] as const)("a run that is %s with steps that are %j is shown as %s", (state, steps, shown) => {
  expect(stateOfRun({ state, steps: steps.map((each) => ({ state: each })) })).toBe(shown);
});
