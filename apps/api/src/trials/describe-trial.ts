import type { ScriptTrialRow } from "@riposte/db";
import type { Context } from "../context.ts";
import { readOutcome } from "../runs/describe-step.ts";
import { valueReader } from "../runs/read-value.ts";

/** How a trial goes, or went. */
export async function describeTrial({ services, actor }: Context, row: ScriptTrialRow) {
  const outcome = readOutcome(row.outcome);
  const show = valueReader(services.blobs, actor.workspaceId);
  return {
    id: row.id,
    state: row.state,
    stopRequested: row.stopRequested,
    /** What it has printed so far, redacted. */
    log: row.log,
    /** Null until it has ended. */
    outcome: outcome?.kind ?? null,
    output: outcome?.kind === "done" ? await show(JSON.stringify(outcome.output)) : null,
    failure: outcome === null || outcome.kind === "done" ? null : outcome.failure,
    exitCode: row.exitCode,
    durationMs: row.durationMs,
    peakBytes: row.peakBytes,
    startedAt: row.startedAt?.toISOString() ?? null,
  };
}

export type ShownTrial = Awaited<ReturnType<typeof describeTrial>>;
