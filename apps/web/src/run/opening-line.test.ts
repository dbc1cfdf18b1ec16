import { expect, test } from "vitest";
import { openingLine } from "./opening-line.ts";
import type { StepLine } from "./step-lines.ts";

type State = NonNullable<StepLine["record"]>["state"];

function line(step: string, state: State | null, scope = ""): StepLine {
  const record = state === null ? null : ({ step, scope, state } as NonNullable<StepLine["record"]>);
  return { key: `${step} ${scope}`, step, scope, label: step, record };
}

test("a run opens at what asks a person, before what failed on its own way and what is at work", () => {
  const lines = [line("get", "failed"), line("poll", "running"), line("ask", "approval"), line("end", null)];
  expect(openingLine(lines, { state: "waiting", failedStep: null })?.step).toBe("ask");
  expect(openingLine(lines.toSpliced(2, 1), { state: "running", failedStep: null })?.step).toBe("get");
  expect(
    openingLine([line("get", "done"), line("poll", "running")], { state: "running", failedStep: null })?.step,
  ).toBe("poll");
});

test("a failed run opens at the turn that ended it", () => {
  const lines = [
    line("a", "failed"),
    line("b", "failed", "1"),
    line("b", "failed", "2"),
    line("c", "cancelled"),
  ];
  expect(openingLine(lines, { state: "failed", failedStep: "b" })).toBe(lines[2]);
});

test("of a run that went well nothing is chosen, though a step may have failed on the way", () => {
  expect(
    openingLine([line("a", "failed"), line("b", "done")], { state: "done", failedStep: null }),
  ).toBeNull();
});
