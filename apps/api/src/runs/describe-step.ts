import type { AttemptRow, StepOutlineRow } from "@riposte/db";
import type { PlanStep } from "@riposte/plan";
import type { ActionOutcome } from "@riposte/temporal/contract";
import { readFailure } from "./summarise.ts";

/** The step without its values, for lists that are read again and again. */
export function outlineStep(row: StepOutlineRow, planned: PlanStep | undefined) {
  return {
    step: row.step,
    scope: row.scope,
    seq: row.seq,
    name: planned?.name ?? row.step,
    label: planned?.label ?? row.step,
    kind: planned?.kind ?? null,
    action: planned?.kind === "action" ? planned.action : null,
    state: row.state,
    attempt: row.attempt,
    port: row.port,
    note: row.note,
    /** Taken over from the run that this one repeats, or given by a person; null: the run came to it by itself. */
    origin: row.origin,
    failure: readFailure(row.failure),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function describeAttempt(row: AttemptRow) {
  const outcome = readOutcome(row.outcome);
  const late = readOutcome(row.lateOutcome);
  return {
    attempt: row.attempt,
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    durationMs: row.durationMs,
    exitCode: row.exitCode,
    /** What a script printed, redacted. */
    log: row.log,
    failure: outcome === null || outcome.kind === "done" ? null : outcome.failure,
    /** What came in after the attempt had been given up; it does not count. */
    lateOutcome: late?.kind ?? null,
  };
}

export function readOutcome(text: string | null): ActionOutcome | null {
  return text === null ? null : (JSON.parse(text) as ActionOutcome);
}
