import type { Failure } from "../../failure.ts";
import type { Payload } from "../../payload.ts";
import { NULL_PAYLOAD } from "../../payload.ts";
import type { Plan } from "../../plan.ts";
import type { StepRecord } from "../protocol.ts";
import { outermost } from "./plan-rerun.ts";
import type { RecordedStep } from "./recorded.ts";
import { setInLoop } from "./set-in-loop.ts";

type Past = Pick<
  StepRecord,
  "seq" | "step" | "scope" | "state" | "attempt" | "port" | "output" | "failure" | "note" | "origin"
>;

/**
 * What a run takes over of the steps that `planRerun` reuses, in the order they came: parallel ways set a variable in
 * that order again, and what a loop set counts from the loop's end on.
 */
export function recordedSteps(
  plan: Plan,
  reused: readonly string[],
  records: readonly Past[],
): RecordedStep[] {
  const kept = new Set(reused);
  const own = records.filter(({ step, scope }) => scope === "" && kept.has(step));
  return own
    .toSorted((a, b) => a.seq - b.seq)
    .map((record) => ({ ...recordedStep(record), ...setsOf(plan, record.step, records) }));
}

function recordedStep({ step, state, attempt, port, output, failure, note, origin }: Past): RecordedStep {
  if (state !== "done" && state !== "failed" && state !== "skipped") {
    throw new Error(`The step ${step} has no outcome: it is ${state}.`);
  }
  // What a person gave stays marked as that, however often it is taken over.
  return {
    step,
    state,
    attempt,
    port,
    output,
    failure,
    note,
    origin: origin === "by_hand" ? origin : "reused",
  };
}

function setsOf(plan: Plan, loop: string, records: readonly Past[]): Pick<RecordedStep, "sets"> {
  const setters = new Set(plan.steps.filter(({ kind }) => kind === "set").map(({ id }) => id));
  const within = records.filter(
    ({ step, scope, state }) =>
      scope !== "" && state === "done" && setters.has(step) && outermost(plan, step)?.id === loop,
  );
  if (within.length === 0) return {};
  const outputs = new Map(within.map(({ step, scope, output }) => [`${step} ${scope}`, output]));
  const sets = setInLoop(plan, loop, within).map(({ step, scope }) => ({
    step,
    output: outputs.get(`${step} ${scope}`) ?? NULL_PAYLOAD,
  }));
  return { sets };
}

/** A step whose outcome a person gives, in the place of the one it had. */
export function givenStep(
  step: string,
  given: { readonly output: Payload; readonly attempt: number; readonly note: string },
): RecordedStep {
  const failure: Failure | null = null;
  return { step, state: "done", port: null, failure, origin: "by_hand", ...given };
}
