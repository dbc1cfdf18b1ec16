import type { Failure, Payload } from "@riposte/plan";
import type { Sql } from "postgres";
import { REPLACED, UNREADABLE } from "./readable-json.ts";

/** A run that is not over and of which nothing was heard for a while. */
export interface SilentRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly state: "queued" | "running" | "waiting" | "paused" | "stuck";
}

/** Of all workspaces, the longest silent first. Runs that nobody has started yet are not among them. */
export async function listSilentRuns(
  sql: Sql,
  limits: { readonly silentForMs: number; readonly limit: number },
): Promise<readonly SilentRun[]> {
  return sql<SilentRun[]>`
    select r.id, r.workspace_id as "workspaceId", r.state
    from runs r join inbox i on i.id = r.id
    where r.state in ('queued', 'running', 'waiting', 'paused', 'stuck') and i.started_at is not null
      and r.touched_at < now() - ${`${limits.silentForMs} milliseconds`}::interval
    order by r.touched_at
    limit ${limits.limit}`;
}

/** It was looked at and is well. One that was stuck goes on, waiting for a person where nothing else moves. */
export async function noteHealthy(sql: Sql, runId: string): Promise<void> {
  await sql`
    with before as (
      select id, state from runs
      where id = ${runId} and state in ('queued', 'running', 'waiting', 'paused', 'stuck')
      for update
    ), healthy as (
      update runs r
      set touched_at = now(),
          failure = case when r.state = 'stuck' then null else r.failure end,
          state = case
            when r.state <> 'stuck' then r.state
            when exists (select 1 from step_runs s where s.run_id = r.id and s.state in ('approval', 'unknown', 'undecided'))
              and not exists (select 1 from step_runs s where s.run_id = r.id and s.state in ('running', 'waiting', 'turn'))
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
      where id = ${runId} and state in ('queued', 'running', 'waiting', 'paused', 'stuck')
      returning id
    )
    select pg_notify('runs', id) from stuck`;
}

/** From now on nothing of it begins, and whoever is still at work for it is asked to stop. */
export async function haltTerminatedRun(sql: Sql, runId: string): Promise<void> {
  await sql`
    update runs set terminated_at = now()
    where id = ${runId} and state not in ('done', 'failed', 'cancelled') and terminated_at is null`;
  await sql`
    select attempt_cancel(run_id, step, scope, attempt) from attempts
    where run_id = ${runId} and state = 'claimed'`;
}

/** Of a step that was at work; what ended the run is what put it in doubt. */
function inDoubt(cause: Failure | null): Failure {
  const message = "The run ended while the step was at work: it may or may not have taken effect.";
  return {
    code: "unknown_outcome",
    message: cause === null ? message : `${message} ${cause.message}`,
    retryable: false,
  };
}

/**
 * Ends a run whose workflow ended without saying so. A step that was under way ended as its attempt did; where
 * that is not known either, its outcome is unknown and not "cancelled". False where it had been ended meanwhile.
 */
export async function endSilentRun(
  sql: Sql,
  runId: string,
  end: {
    readonly state: "done" | "failed" | "cancelled" | "lost";
    readonly failure: Failure | null;
    /** What it gave, where it said so itself. */
    readonly output?: Payload | undefined;
    /** Temporal ended it: unless somebody had it terminated here, the on-error playbook starts, as for a failed run. */
    readonly isAccident?: boolean;
  },
): Promise<boolean> {
  const failure = end.failure === null ? null : JSON.stringify(end.failure);
  const doubt = inDoubt(end.failure);
  const nobodyKnows = JSON.stringify(doubt);
  const output = end.output === undefined ? null : JSON.stringify(end.output);
  const outcome = JSON.stringify({ kind: "unknown", failure: doubt });
  const rows = await sql`
    with ended as (
      update runs set state = ${end.state}, failure = ${failure}, finished_at = now(), touched_at = now(),
             output = coalesce(${output}, output)
      where id = ${runId} and state in ('queued', 'running', 'waiting', 'paused', 'stuck')
      returning id, playbook_id, version
    ), errand as (
      insert into errands (kind, run_id)
      select 'on_error', ended.id
      from ended join versions v on v.playbook_id = ended.playbook_id and v.version = ended.version
      where ${end.isAccident ?? false} and ${end.state} = 'cancelled' and v.on_error is not null
        and not exists (select from run_links l where l.run_id = ended.id and l.kind = 'on_error')
        and not exists (select from audit_log l where l.target = 'run:' || ended.id and l.action = 'runs.terminate')
      on conflict do nothing
      returning run_id
    ), attempt as (
      select a.run_id, a.step, a.scope, a.attempt, a.state, a.started_at, a.finished_at,
        regexp_replace(a.outcome, ${UNREADABLE}, ${REPLACED}, 'g')::json as outcome
      from attempts a join ended on a.run_id = ended.id
    ), step as (
      update step_runs s
      set state = case
            when s.state = 'undecided' then 'failed'
            when t.state is null then 'cancelled' when t.state = 'claimed' then 'unknown' else t.state end,
          output = case when t.state = 'done' then t.outcome ->> 'output' else s.output end,
          failure = case
            when t.state in ('failed', 'unknown') then t.outcome ->> 'failure'
            when t.state = 'claimed' then ${nobodyKnows} else s.failure end,
          finished_at = coalesce(t.finished_at, now())
      from ended, step_runs o left join attempt t
        on t.run_id = o.run_id and t.step = o.step and t.scope = o.scope and t.attempt = o.attempt
      where s.run_id = ended.id and o.run_id = s.run_id and o.step = s.step and o.scope = s.scope
        and s.state in ('waiting', 'running', 'approval', 'turn', 'undecided')
    ), untold as (
      -- What it did so lately that live progress has not said so.
      insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, finished_at, output, failure)
      select distinct on (t.step, t.scope) t.run_id, t.step, t.scope, 0,
        case when t.state = 'claimed' then 'unknown' else t.state end, t.attempt, t.started_at,
        coalesce(t.finished_at, now()), case when t.state = 'done' then t.outcome ->> 'output' end,
        case when t.state = 'claimed' then ${nobodyKnows} when t.state <> 'done' then t.outcome ->> 'failure' end
      from attempt t
      where not exists (select from step_runs s where s.run_id = t.run_id and s.step = t.step and s.scope = t.scope)
      order by t.step, t.scope, t.attempt desc
      on conflict do nothing
    ), given_up as (
      update attempts a set state = 'unknown', outcome = ${outcome}, finished_at = now()
      from ended where a.run_id = ended.id and a.state = 'claimed' and a.lease_until < now()
    ), approval as (
      update approvals a set outcome = 'withdrawn', comment = 'The run is over.', decided_at = now()
      from ended where a.run_id = ended.id and a.outcome is null
    ), wait as (
      update event_waits w set state = 'withdrawn', ended_at = now()
      from ended where w.run_id = ended.id and w.state = 'open'
    )
    select pg_notify('runs', id), (select pg_notify('errands', run_id) from errand) from ended`;
  return rows.length > 0;
}
