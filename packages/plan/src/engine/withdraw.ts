import { stopChild } from "./children/stop-child.ts";
import type { Awaiting } from "./state.ts";
import type { Active, Turn } from "./turn.ts";
import { activeAt, cancelTimer, recordStep, waitFor } from "./turn.ts";
import { allStatuses, isWithin } from "./scopes.ts";

const WITHDRAWN: ReadonlySet<Awaiting | undefined> = new Set<Awaiting>([
  "decision",
  "turn",
  "retry",
  "sleep",
  "event",
  "choice",
  "breakpoint",
  "body",
  "pause",
]);

/**
 * Nothing new will start in this iteration, or, without one, in the run: what only waits ends now, what is in flight
 * is awaited, the run of another playbook is told to stop, an unknown outcome stays one.
 */
export function withdrawOpenSteps(turn: Turn, root = ""): void {
  const kept = turn.tasks.filter(({ scope }) => !isWithin(scope, root));
  turn.tasks.splice(0, turn.tasks.length, ...kept);
  if (root === "") delete turn.state.paused;
  for (const active of openSteps(turn, root)) {
    const { awaits } = active.status;
    if (awaits === "decision") closeApproval(turn, active);
    if (awaits === "child")
      stopChild(
        turn,
        active,
        root === "" ? "The run that called it ends." : "The iteration that called it ends.",
      );
    if (awaits === "event") closeWait(turn, active);
    if (awaits === "turn") leaveTurn(turn, active);
    if (WITHDRAWN.has(awaits)) withdrawStep(turn, active);
  }
}

/** The state a step ends in that was begun, but is no longer wanted; one that had failed has failed. */
export function withdrawStep(turn: Turn, active: Active): void {
  const state = active.status.awaits === "choice" ? "failed" : "cancelled";
  cancelTimer(turn, active.status);
  waitFor(turn, active.status, undefined);
  active.status.finishedAt = turn.now;
  active.status.note = undefined;
  recordStep(turn, active, state);
}

export function cancelCalls(turn: Turn): void {
  for (const { step, scope, status } of openSteps(turn, "")) {
    if (status.awaits !== "call") continue;
    turn.commands.push({ kind: "cancel_action", step: step.id, scope, attempt: status.attempt });
  }
}

function openSteps(turn: Turn, root: string): Active[] {
  const open: Active[] = [];
  for (const { scope, position, status } of allStatuses(turn.state, root)) {
    if (status.awaits !== undefined) open.push(activeAt(turn, position, scope));
  }
  return open;
}

function closeWait(turn: Turn, { step, scope, status }: Active): void {
  turn.commands.push({ kind: "close_wait", step: step.id, scope, attempt: status.attempt });
}

export function leaveTurn(turn: Turn, { step, scope, status }: Active): void {
  turn.commands.push({ kind: "leave_turn", step: step.id, scope, attempt: status.attempt });
}

function closeApproval(turn: Turn, { step, scope }: Active): void {
  turn.commands.push({
    kind: "close_approval",
    step: step.id,
    scope,
    outcome: "withdrawn",
    by: "",
    comment: "The run ended before anybody decided.",
  });
}
