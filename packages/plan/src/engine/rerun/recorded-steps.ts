import type { Failure } from "../../failure.ts";
import type { Payload } from "../../payload.ts";
import { NULL_PAYLOAD } from "../../payload.ts";
import type { Plan } from "../../plan.ts";
import type { Origin } from "../protocol.ts";
import { outermost } from "./plan-rerun.ts";
import type { PastStep } from "./plan-rerun.ts";
import type { RecordedStep } from "./recorded.ts";
import { setInLoop } from "./set-in-loop.ts";
import type { PastSet } from "./set-in-loop.ts";

/** A step whose outcome is taken over, and what of its body's set steps counts with it. */
export interface TakenStep<S extends PastStep = PastStep> {
  readonly past: S;
  readonly sets: readonly PastSet[];
}

/** What a step gave, which is read only of those that are taken over. */
export interface PastValues {
  readonly output: Payload | null;
  readonly failure: Failure | null;
  readonly note: string | null;
  readonly origin?: Origin | null;
}

/**
 * The steps that `planRerun` reuses, in the order they came: parallel ways set a variable in that order again, and
 * what a loop set counts from the loop's end on.
 */
export function takenSteps<S extends PastStep>(
  plan: Plan,
  reused: readonly string[],
  steps: readonly S[],
): TakenStep<S>[] {
  const kept = new Set(reused);
  const within = new Map<string, S[]>();
  for (const step of steps) {
    if (step.scope === "") continue;
    const loop = outermost(plan, step.step)?.id ?? "";
    const known = within.get(loop);
    if (known === undefined) within.set(loop, [step]);
    else known.push(step);
  }
  return steps
    .filter(({ step, scope }) => scope === "" && kept.has(step))
    .toSorted((a, b) => a.seq - b.seq)
    .map((past) => ({ past, sets: setInLoop(plan, past.step, within.get(past.step) ?? []) }));
}

export function recordedStep(
  { past, sets }: TakenStep,
  valuesOf: (step: string, scope: string) => PastValues,
): RecordedStep {
  const { step, state, attempt, port } = past;
  if (state !== "done" && state !== "failed" && state !== "skipped") {
    throw new Error(`The step ${step} has no outcome: it is ${state}.`);
  }
  const { output, failure, note, origin } = valuesOf(step, past.scope);
  const left = sets.map((set) => ({
    step: set.step,
    output: valuesOf(set.step, set.scope).output ?? NULL_PAYLOAD,
  }));
  return {
    step,
    state,
    attempt,
    port,
    output,
    failure,
    note,
    // What a person gave stays marked as that, however often it is taken over.
    origin: origin === "by_hand" ? origin : "reused",
    ...(left.length === 0 ? {} : { sets: left }),
  };
}

/** A step whose outcome a person gives, in the place of the one it had. */
export function givenStep(
  step: string,
  given: { readonly output: Payload; readonly attempt: number; readonly note: string },
): RecordedStep {
  return { step, state: "done", port: null, failure: null, origin: "by_hand", ...given };
}

/** A step that a person wants not to be carried out: where the run comes to it, it has given this. */
export function pinnedStep(
  step: string,
  pinned: { readonly output: Payload; readonly port: string | null; readonly note: string },
): RecordedStep {
  return { step, state: "done", attempt: 1, failure: null, origin: "by_hand", when: "reached", ...pinned };
}

/** A step that does not run, and that nothing which runs needs: all its ways end there. */
export function leftOutStep(step: string, note: string): RecordedStep {
  const nothing = { port: "", output: null, failure: null };
  return { step, state: "skipped", attempt: 1, ...nothing, note, origin: "by_hand" };
}
