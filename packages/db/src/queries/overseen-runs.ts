import type { Failure } from "@riposte/plan";
import type { Sql } from "postgres";

/** A run that is not over and of which nothing was heard for a while. */
export interface SilentRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly state: "queued" | "running" | "waiting" | "stuck";
}

/** Of all workspaces, the longest silent first. Runs that nobody has started yet are not among them. */
export async function listSilentRuns(
  sql: Sql,
  limits: { readonly silentForMs: number; readonly limit: number },
): Promise<readonly SilentRun[]> {
  return sql<SilentRun[]>`
    select r.id, r.workspace_id as "workspaceId", r.state
    from runs r join inbox i on i.id = r.id
    where r.state in ('queued', 'running', 'waiting', 'stuck') and i.started_at is not null
      and r.touched_at < now() - ${`${limits.silentForMs} milliseconds`}::interval
    order by r.touched_at
    limit ${limits.limit}`;
}

/** It was looked at and is well. One that was stuck goes on, waiting for a person where nothing else moves. */
export async function noteHealthy(sql: Sql, runId: string): Promise<void> {
  await sql`
    with before as (
      select id, state from runs
      where id = ${runId} and state in ('queued', 'running', 'waiting', 'stuck')
      for update
    ), healthy as (
      update runs r
      set touched_at = now(),
          failure = case when r.state = 'stuck' then null else r.failure end,
          state = case
            when r.state <> 'stuck' then r.state
            when exists (select 1 from step_runs s where s.run_id = r.id and s.state in ('approval', 'unknown'))
              and not exists (select 1 from step_runs s where s.run_id = r.id and s.state in ('running', 'waiting'))
              then 'waiting'
            else 'running' end
      from before b
      where r.id = b.id
      returning r.id, b.state as before
    )
    select pg_notify('runs', id) from healthy where before = 'stuck'`;
}

/** It does not get on; the run stays open. */
export async function noteStuck(sql: Sql, runId: string, failure: Failure): Promise<void> {
  await sql`
    with stuck as (
      update runs set state = 'stuck', failure = ${JSON.stringify(failure)}, touched_at = now()
      where id = ${runId} and state in ('queued', 'running', 'waiting', 'stuck')
      returning id
    )
    select pg_notify('runs', id) from stuck`;
}

/** Ends a run whose workflow ended without saying so; what was under way in it ends with it. */
export async function endSilentRun(
  sql: Sql,
  runId: string,
  end: { readonly state: "done" | "failed" | "cancelled" | "lost"; readonly failure: Failure | null },
): Promise<void> {
  const failure = end.failure === null ? null : JSON.stringify(end.failure);
  await sql`
    with ended as (
      update runs set state = ${end.state}, failure = ${failure}, finished_at = now(), touched_at = now()
      where id = ${runId} and state in ('queued', 'running', 'waiting', 'stuck')
      returning id
    ), step as (
      update step_runs s set state = 'cancelled', finished_at = now()
      from ended where s.run_id = ended.id and s.state in ('waiting', 'running', 'approval', 'turn')
    ), approval as (
      update approvals a set outcome = 'withdrawn', comment = 'The run is over.', decided_at = now()
      from ended where a.run_id = ended.id and a.outcome is null
    )
    select pg_notify('runs', id) from ended`;
}
