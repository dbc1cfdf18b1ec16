import type { Breakpoint, BreakpointCondition } from "../protocol.ts";
import type { EngineState, StepStatus } from "../state.ts";
import type { Active } from "../turn.ts";

/** The field that a breakpoint's condition is rendered as. */
export const BREAKPOINT = "breakpoint";

type Place = Pick<Active, "step" | "status">;

/** Whether the step's run-if is still to be asked: that comes before anything else. */
export function asksRunIf({ step, status }: Place): boolean {
  return step.runIf !== undefined && status.mayRun !== true && status.loop === undefined;
}

/** The condition that has to be looked at now, before the step is prepared; null: there is none, or it was. */
export function conditionToCheck(state: EngineState, { step, status }: Place): BreakpointCondition | null {
  if (status.breakpoint !== undefined || asksRunIf({ step, status })) return null;
  return breakpointAt(state, step.id)?.when ?? null;
}

/** Whether the step, prepared as it is now, stands before it acts. */
export function isToStand(state: EngineState, { step, status }: Place): boolean {
  if (status.breakpoint !== undefined) return isDue(state, status);
  return breakpointAt(state, step.id) !== undefined;
}

/** Its condition was true, or somebody steps: decided before, and not left behind yet. */
export function isDue(state: EngineState, { breakpoint }: StepStatus): boolean {
  return breakpoint === "due" && mayStand(state);
}

function breakpointAt(state: EngineState, step: string): Breakpoint | undefined {
  const { breakpoints } = state.facts ?? {};
  if (breakpoints === undefined || !mayStand(state)) return undefined;
  return breakpoints.find((one) => one.step === step);
}

/** What is drawn for a cancelled run has its limit, and nobody is to be waited for. */
function mayStand({ phase, runsOn }: EngineState): boolean {
  return phase === "running" && runsOn !== true;
}
