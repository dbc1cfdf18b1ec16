import type { Plan } from "../plan.ts";
import { frameOf, isLive, outerOf, statusOf } from "./scopes.ts";
import type { EngineState, StepStatus } from "./state.ts";

/** Whether the run has not got so far as to ask for this decision, and may still do so. */
export function isYetToAsk(
  plan: Plan,
  state: EngineState,
  { step, scope, attempt }: { readonly step: string; readonly scope: string; readonly attempt: number },
): boolean {
  if (!isLive(state, scope)) return false;
  if (frameOf(state, scope) === null) return isYetToBegin(plan, state, scope);
  const status = statusOf(plan, state, step, scope);
  if (status === null) return true;
  if (hasEnded(status) || status.approved === true) return false;
  if (status.attempt !== attempt) return status.attempt < attempt;
  const { awaits } = status;
  return awaits === undefined || awaits === "render" || awaits === "breakpoint";
}

const LAST_ITERATION = /([^/[]+)\[(\d+)\]$/;

function isYetToBegin(plan: Plan, state: EngineState, scope: string): boolean {
  const [, loop, index] = LAST_ITERATION.exec(scope) ?? [];
  if (loop === undefined) return false;
  const outer = outerOf(scope);
  if (frameOf(state, outer) === null) return isYetToBegin(plan, state, outer);
  const status = statusOf(plan, state, loop, outer);
  if (status === null) return true;
  return !hasEnded(status) && (status.loop === undefined || Number(index) >= status.loop.next);
}

function hasEnded({ state }: StepStatus): boolean {
  return state === "done" || state === "skipped" || state === "failed" || state === "cancelled";
}
