import { expect, test } from "vitest";
import type { RunOutline } from "../client.ts";
import { waitsForPeople, whoMustAct } from "./needs-people.ts";

type Step = RunOutline["steps"][number];

function seen(states: readonly Step["state"][], state: RunOutline["run"]["state"] = "waiting") {
  const steps = states.map(
    (each, at) => ({ state: each, label: `Step ${at}`, name: `s${at}`, scope: "" }) as Step,
  );
  return { run: { id: "run_1", state, over: state === "done" }, steps };
}

test.each([
  ["a question to people", seen(["done", "approval"]), true],
  ["an outcome that nobody knows", seen(["unknown"]), true],
  ["beside it a step at work", seen(["unknown", "running"]), false],
  ["beside it a step that waits for a time", seen(["approval", "waiting"]), false],
  ["a time alone", seen(["waiting"]), false],
  ["a run that goes on just now", seen(["approval"], "running"), false],
  ["a run that is over", seen(["unknown"], "done"), false],
] as const)("%s", (_, run, waits) => {
  expect(waitsForPeople(run)).toBe(waits);
});

test("it says what to do about each, and how to go on waiting", () => {
  const words = whoMustAct(seen(["unknown", "approval", "done"]));
  expect(words).toContain(
    "what became of Step 0: look on the other side, then riposte resolve run_1 --step s0",
  );
  expect(words).toContain("Step 1 waits for a decision: riposte approve run_1 --step s1");
  expect(words).toContain("--keep-waiting");
});

test("in a loop each is named with its iteration", () => {
  const { run, steps } = seen(["unknown", "approval", "undecided"]);
  const words = whoMustAct({ run, steps: steps.map((step, at) => ({ ...step, scope: `each[${at}]` })) });
  expect(words).toContain("riposte resolve run_1 --step s0 --scope 'each[0]'");
  expect(words).toContain("riposte approve run_1 --step s1 --scope 'each[1]'");
  expect(words).toContain("riposte choose run_1 --step s2 --scope 'each[2]'");
});
