import type { PlanStep } from "../plan.ts";
import { leaveTrigger } from "./dataflow.ts";
import type { EngineCommand } from "./protocol.ts";
import { allStatuses } from "./scopes.ts";
import type { EngineState } from "./state.ts";
import type { Turn } from "./turn.ts";
import { waitFor } from "./turn.ts";
import { cancelCalls, withdrawOpenSteps } from "./withdraw.ts";

/** Belongs to the run and to no step. */
export const UNWIND_TIMER = "unwind";

/** What is drawn for a cancelled run begins, once, when nothing of the rest is in flight any more. */
export function beginUnwinding(turn: Turn): boolean {
  const { index, state } = turn;
  const { onCancel } = index.plan.trigger;
  if (onCancel === undefined || index.onCancel.length === 0 || state.unwindUntil !== undefined) return false;
  // An unknown outcome of the rest stays one: nothing that follows it is to start now.
  for (const { status } of allStatuses(state)) waitFor(turn, status, undefined);
  state.phase = "unwinding";
  state.unwindUntil = turn.now + onCancel.limitMs;
  turn.commands.push(...unwindTimer(state));
  leaveTrigger(turn, index.onCancel);
  return true;
}

/** The run's limit, for as long as it counts. */
export function unwindTimer({ unwindUntil = null }: EngineState): EngineCommand[] {
  return unwindUntil === null ? [] : [{ kind: "start_timer", timer: UNWIND_TIMER, at: unwindUntil }];
}

export function endUnwinding(turn: Turn): void {
  turn.state.unwindUntil = null;
  turn.commands.push({ kind: "cancel_timer", timer: UNWIND_TIMER });
}

/** It comes no further: a step of it ended the run, as `failed` says why. */
export function breakOffUnwinding(turn: Turn, failed: PlanStep | null): void {
  endUnwinding(turn);
  leaveUnwinding(turn);
  if (failed === null) return;
  turn.state.run.failedStep = failed.id;
  say(turn, `What runs when it is cancelled failed at "${failed.label}".`);
}

export function unwindingTimedOut(turn: Turn): void {
  const { state, index } = turn;
  if (state.phase !== "unwinding") return;
  state.unwindUntil = null;
  leaveUnwinding(turn);
  const seconds = Math.round((index.plan.trigger.onCancel?.limitMs ?? 0) / 1_000);
  say(turn, `What runs when it is cancelled was ended after ${seconds} s, its limit.`);
  cancelCalls(turn);
}

function leaveUnwinding(turn: Turn): void {
  turn.state.phase = "cancelling";
  withdrawOpenSteps(turn);
}

function say({ state: { run } }: Turn, text: string): void {
  if (run.failure !== null) run.failure = { ...run.failure, message: `${run.failure.message} ${text}` };
}
