import type { Plan } from "../plan.ts";
import { indexPlan, stepAt } from "./plan-index.ts";
import type { RunRecord, StepRecord } from "./protocol.ts";
import type { EngineState, StepStatus } from "./state.ts";
import { stepRecord } from "./turn.ts";

/** Questions a host asks about a run; none of them changes it. */

/** Everything that has been recorded so far, for the closing write. */
export function allRecords(plan: Plan, state: EngineState): { steps: StepRecord[]; run: RunRecord } {
  const index = indexPlan(plan);
  const steps = state.steps.flatMap((status, position) =>
    status?.seq === undefined ? [] : [stepRecord(stepAt(index, position).id, status)],
  );
  return { steps, run: { ...state.run } };
}

/** How many renders, calls and answers the host has not yet reported back. */
export function inFlight(state: EngineState): number {
  return state.open.render + state.open.call + state.open.respond;
}

/** When the next timer is due, milliseconds since the epoch; null where none is set. */
export function pendingDeadline(state: EngineState): number | null {
  const deadlines = state.steps.flatMap((status) => status?.timer?.at ?? []);
  return deadlines.length === 0 ? null : deadlines.reduce((a, b) => Math.min(a, b));
}

export function isFinished(state: EngineState): boolean {
  return state.phase === "finished";
}

/** Whether a decision on this step would count now. */
export function canDecide(plan: Plan, state: EngineState, step: string): boolean {
  return state.phase === "running" && statusOf(plan, state, step)?.awaits === "decision";
}

/** Whether this step's outcome is unknown and the run still waits to be told. */
export function canResolve(plan: Plan, state: EngineState, step: string): boolean {
  return state.phase === "running" && statusOf(plan, state, step)?.awaits === "resolution";
}

function statusOf(plan: Plan, state: EngineState, step: string): StepStatus | null {
  const position = indexPlan(plan).position.get(step);
  return position === undefined ? null : (state.steps[position] ?? null);
}
