import type { Plan } from "../plan.ts";
import { asksWithArguments, givenField } from "./breakpoints/standing.ts";
import { indexPlan, stepAt } from "./plan-index.ts";
import type { RunRecord, StepRecord } from "./protocol.ts";
import { allStatuses, isGoingOn, statusOf } from "./scopes.ts";
import type { EngineState } from "./state.ts";
import { stepRecord } from "./turn.ts";

/** Questions a host asks about a run; none of them changes it. */

/** Everything that has been recorded so far and was not archived, for the closing write. */
export function allRecords(plan: Plan, state: EngineState): { steps: StepRecord[]; run: RunRecord } {
  const index = indexPlan(plan);
  const steps: StepRecord[] = [];
  for (const { scope, position, status } of allStatuses(state)) {
    if (status.seq !== undefined) steps.push(stepRecord(stepAt(index, position).id, scope, status));
  }
  return { steps, run: { ...state.run } };
}

/** How many renders, calls, answers and runs of other playbooks the host has not yet reported back. */
export function inFlight(state: EngineState): number {
  return state.open.render + state.open.call + state.open.respond + state.open.child;
}

/** When the next timer is due, or a wait for an event is over, milliseconds since the epoch; null where none is set. */
export function pendingDeadline(state: EngineState): number | null {
  let earliest = state.unwindUntil ?? null;
  for (const { status } of allStatuses(state)) {
    const at = status.timer?.at ?? (status.awaits === "event" ? (status.expects?.until ?? null) : null);
    if (at !== null && (earliest === null || at < earliest)) earliest = at;
  }
  return earliest;
}

export function isFinished(state: EngineState): boolean {
  return state.phase === "finished";
}

/** Whether a decision on this step would count now. */
export function canDecide(plan: Plan, state: EngineState, step: string, scope = ""): boolean {
  return isGoingOn(state) && statusOf(plan, state, step, scope)?.awaits === "decision";
}

/** Which attempt of the step counts now; null: it has not begun. */
export function currentAttempt(plan: Plan, state: EngineState, step: string, scope = ""): number | null {
  return statusOf(plan, state, step, scope)?.attempt ?? null;
}

/** Whether this step's outcome is unknown and the run still waits to be told. */
export function canResolve(plan: Plan, state: EngineState, step: string, scope = ""): boolean {
  return isGoingOn(state) && statusOf(plan, state, step, scope)?.awaits === "resolution";
}

/** Whether this step has failed and waits to be told what becomes of it. */
export function canChoose(plan: Plan, state: EngineState, step: string, scope = ""): boolean {
  return isGoingOn(state) && statusOf(plan, state, step, scope)?.awaits === "choice";
}

/** Whether this step stands at a breakpoint, and the run still waits to be told. */
export function canLeaveBreakpoint(plan: Plan, state: EngineState, step: string, scope = ""): boolean {
  return isGoingOn(state) && statusOf(plan, state, step, scope)?.awaits === "breakpoint";
}

/** Whether other data can be given to a step that stands: not to one whose question to people could not be rendered. */
export function canBeGiven(plan: Plan, state: EngineState, step: string, scope = ""): boolean {
  const status = statusOf(plan, state, step, scope);
  const planned = plan.steps.find(({ id }) => id === step);
  if (planned === undefined || givenField(planned.kind) === null) return false;
  return status?.prepared?.values !== undefined || !asksWithArguments(planned);
}

export function isPaused(state: EngineState): boolean {
  return state.paused !== undefined;
}

/** Only what goes on can be paused. */
export function canPause(state: EngineState): boolean {
  return state.phase === "running" && !isPaused(state);
}

/** It was cancelled, and what is drawn for that is under way. */
export function isUnwinding(state: EngineState): boolean {
  return state.phase === "unwinding";
}

/** Whether an iteration has ended, or is on its way out, while its run goes on: nothing follows in it any more. */
export function isIterationOver(state: EngineState, scope: string): boolean {
  const iteration = state.scopes[scope];
  return isGoingOn(state) && scope !== "" && (iteration === undefined || iteration.ending !== undefined);
}

/** Whether this attempt of the step waits for an event. */
export function awaitsEvent(
  plan: Plan,
  state: EngineState,
  { step, scope, attempt }: { readonly step: string; readonly scope: string; readonly attempt: number },
): boolean {
  const status = statusOf(plan, state, step, scope);
  return isGoingOn(state) && status?.awaits === "event" && status.attempt === attempt;
}

/** Until when the decision on this step counts; null: for ever, or nobody is asked. */
export function decisionDeadline(plan: Plan, state: EngineState, step: string, scope = ""): number | null {
  return statusOf(plan, state, step, scope)?.timer?.at ?? null;
}
