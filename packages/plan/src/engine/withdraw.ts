import type { Active, Turn } from "./turn.ts";
import { activeAt, cancelTimer, recordStep, waitFor } from "./turn.ts";

/** Nothing new will start: what only waits ends now, what is in flight is awaited, an unknown outcome stays one. */
export function withdrawOpenSteps(turn: Turn): void {
  turn.tasks.length = 0;
  for (const active of openSteps(turn)) {
    const { awaits } = active.status;
    if (awaits === "decision") closeApproval(turn, active);
    if (awaits === "decision" || awaits === "retry" || awaits === "sleep") withdrawStep(turn, active);
  }
}

/** The state a step ends in that was begun, but is no longer wanted. */
export function withdrawStep(turn: Turn, active: Active): void {
  cancelTimer(turn, active.status);
  waitFor(turn, active.status, undefined);
  active.status.finishedAt = turn.now;
  active.status.note = undefined;
  recordStep(turn, active, "cancelled");
}

export function cancelCalls(turn: Turn): void {
  for (const { step, status } of openSteps(turn)) {
    if (status.awaits !== "call") continue;
    turn.commands.push({ kind: "cancel_action", step: step.id, attempt: status.attempt });
  }
}

function openSteps(turn: Turn): Active[] {
  const open: Active[] = [];
  for (const [position, status] of turn.state.steps.entries()) {
    if (status?.awaits !== undefined) open.push(activeAt(turn, position));
  }
  return open;
}

function closeApproval(turn: Turn, active: Active): void {
  turn.commands.push({
    kind: "close_approval",
    step: active.step.id,
    outcome: "withdrawn",
    by: "",
    comment: "The run ended before anybody decided.",
  });
}
