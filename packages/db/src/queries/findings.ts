import { eq, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { findings, runs, stepRuns } from "../schema/runs.ts";

/** Of a row of `step_runs`. The state is written out, so that the index over those few serves. */
export const isUnresolved = sql<boolean>`(${stepRuns.state} = 'unknown' and not exists (
  select 1 from ${findings}
  where ${findings.runId} = ${stepRuns.runId} and ${findings.step} = ${stepRuns.step}
    and ${findings.scope} = ${stepRuns.scope}))`;

/** Of a row of `runs`: of how many of its steps nobody knows what became. */
export const unresolvedSteps = sql<number>`(
  select count(*)::int from ${stepRuns} where ${stepRuns.runId} = ${runs.id} and ${isUnresolved})`;

export interface Finding {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly outcome: "done" | "failed";
  readonly reason: string;
  readonly foundBy: string;
}

/**
 * False where the step's outcome is not unknown, or somebody has said already what became of it. Of a run that goes on
 * only for steps in iterations of loops, once these are over.
 */
export async function insertFinding(db: Database, workspaceId: string, finding: Finding): Promise<boolean> {
  const { runId, step, scope, outcome, reason, foundBy } = finding;
  const rows = await db.execute(sql`
    insert into findings (run_id, step, scope, outcome, reason, found_by)
    select s.run_id, s.step, s.scope, ${outcome}, ${reason}, ${foundBy}
    from step_runs s join runs r on r.id = s.run_id
    where r.workspace_id = ${workspaceId} and r.id = ${runId} and s.step = ${step} and s.scope = ${scope}
      and s.state = 'unknown' and (r.state in ('done', 'failed', 'cancelled', 'lost') or s.scope <> '')
    on conflict do nothing
    returning run_id`);
  if (rows.length === 0) return false;
  await db.execute(sql`select pg_notify('runs', ${runId})`);
  return true;
}

/** Steps of a run of which nobody knows what became. */
export async function listUnresolvedSteps(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<readonly { readonly step: string; readonly scope: string }[]> {
  return db
    .select({ step: stepRuns.step, scope: stepRuns.scope })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(sql`${runs.workspaceId} = ${workspaceId} and ${runs.id} = ${runId} and ${isUnresolved}`)
    .orderBy(stepRuns.seq);
}
