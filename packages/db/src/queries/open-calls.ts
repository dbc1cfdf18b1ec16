import type { Sql } from "postgres";
import type { StepRunRow } from "./runs.ts";
import type { runs } from "../schema/runs.ts";

/** A run that is not over, among those that another one and what it called wait for. */
export interface OpenRun {
  readonly id: string;
  readonly state: typeof runs.$inferSelect.state;
  readonly planHash: string;
  /** Where it was called: null of the run that was asked about. */
  readonly parentId: string | null;
  readonly parentStep: string | null;
  readonly parentScope: string | null;
  /** Those that have begun and not ended. */
  readonly steps: readonly Pick<StepRunRow, "step" | "scope" | "state">[];
}

/** More than these nobody waits for one by one. */
const MOST = 1_000;

/** The run, unless it is over, and the open ones that it has called, itself or through others. */
export async function listOpenCalls(
  client: Sql,
  workspaceId: string,
  runId: string,
): Promise<readonly OpenRun[]> {
  return client<OpenRun[]>`
    with recursive tree (id, parent_id, step, scope) as (
      select ${runId}::text, null::text, null::text, null::text
      union all
      select l.run_id, l.parent_id, l.step, l.scope from tree t
      join run_links l on l.parent_id = t.id and l.kind = 'child'
      join runs r on r.id = l.run_id and r.state in ('queued', 'running', 'waiting', 'paused', 'stuck')
    )
    select r.id, r.state, r.plan_hash as "planHash", t.parent_id as "parentId", t.step as "parentStep",
      t.scope as "parentScope",
      coalesce((
        select jsonb_agg(jsonb_build_object('step', s.step, 'scope', s.scope, 'state', s.state) order by s.seq)
        from step_runs s
        where s.run_id = r.id and s.state in ('unknown', 'undecided', 'approval', 'running', 'turn', 'waiting')
      ), '[]') as steps
    from tree t join runs r on r.id = t.id
    where r.workspace_id = ${workspaceId} and r.state in ('queued', 'running', 'waiting', 'paused', 'stuck')
    limit ${MOST}`;
}
