import type { Failure } from "../../failure.ts";
import { closeIfQuiet } from "../loops/end-iteration.ts";
import { complete, fail } from "../outcome.ts";
import type { ChildEnd, EngineEvent } from "../protocol.ts";
import type { Active, Turn } from "../turn.ts";
import { answered, cancelTimer, recordStep, waitFor } from "../turn.ts";
import { GRACE_MS, stopChild } from "./stop-child.ts";

type EventOf<K extends EngineEvent["kind"]> = Extract<EngineEvent, { kind: K }>;

export function childStarted(turn: Turn, event: EventOf<"child_started">): void {
  const active = answered(turn, event, "child");
  if (active === null || active.status.child === event.run) return;
  active.status.child = event.run;
  active.status.note = `Waits for ${event.run}, a run of "${calledBy(active)}".`;
  recordStep(turn, active, "running");
}

/** What was done counts as done, also where it was to stop. */
export function childEnded(turn: Turn, event: EventOf<"child_ended">): void {
  const active = answered(turn, event, "child");
  if (active === null) return;
  const { status } = active;
  const { run, end } = event;
  if (run !== null) status.child = run;
  cancelTimer(turn, status);
  waitFor(turn, status, undefined);
  if (end.state === "done") {
    const note = `"${calledBy(active)}" ran as ${status.child ?? "a run of its own"}.`;
    return complete(turn, active, { output: end.output, note });
  }
  status.note = undefined;
  fail(turn, active, status.stopping?.failure ?? failureOf(active, end));
}

/** The step's own time limit, or that of waiting for a run that was told to stop. */
export function childTimerFired(turn: Turn, active: Active): void {
  const { status, scope } = active;
  if (status.stopping === undefined) {
    return stopChild(turn, active, "The step that called it had a time limit.", timedOut(active));
  }
  const { failure } = status.stopping;
  const run = status.child ?? `The run of "${calledBy(active)}"`;
  const still = `${run} was told to stop and was not over ${GRACE_MS / 1_000} seconds later: it may still be going on.`;
  const { code, message } = failure ?? { code: "cancelled", message: "" };
  waitFor(turn, status, undefined);
  status.note = undefined;
  fail(turn, active, { code, message: `${message} ${still}`.trim(), retryable: false });
  closeIfQuiet(turn, scope);
}

function calledBy({ step }: Active): string {
  return step.kind === "sub_playbook" ? step.playbook.name : step.label;
}

function failureOf(active: Active, end: Exclude<ChildEnd, { state: "done" }>): Failure {
  const { code, message, retryable } = end.failure;
  const { child } = active.status;
  if (child === undefined) return end.failure;
  const became = { failed: "failed", cancelled: "was cancelled", lost: "is lost" }[end.state];
  return { code, message: `"${calledBy(active)}" ${became} (${child}): ${message}`, retryable };
}

function timedOut(active: Active): Failure {
  const { step } = active;
  const limitMs = step.kind === "sub_playbook" ? step.limitMs : null;
  const message = `"${calledBy(active)}" was not over after ${(limitMs ?? 0) / 1_000} seconds, the time limit of this step.`;
  return { code: "timeout", message, retryable: true };
}
