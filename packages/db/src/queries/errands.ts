import type { Sql } from "postgres";

export interface Errand {
  readonly kind: "report" | "stop" | "on_error";
  readonly runId: string;
  readonly detail: string;
  /** How often it was tried, this time included. */
  readonly tries: number;
}

/** Whoever took one and has said nothing for so long is gone. */
const TAKEN_FOR = "30 seconds";

/** Takes up to `limit` errands that are due; others leave them alone meanwhile. */
export async function takeErrands(sql: Sql, limit: number): Promise<readonly Errand[]> {
  return sql<Errand[]>`
    with due as (
      select kind, run_id from errands
      where settled_at is null and due_at <= now()
      order by due_at limit ${limit} for update skip locked
    )
    update errands e set due_at = now() + ${TAKEN_FOR}::interval, tries = e.tries + 1
    from due where e.kind = due.kind and e.run_id = due.run_id
    returning e.kind, e.run_id as "runId", e.detail, e.tries`;
}

type Which = Pick<Errand, "kind" | "runId">;

/** With a problem it came to nothing, for good, and people are told. */
export async function settleErrand(
  sql: Sql,
  { kind, runId }: Which,
  problem: string | null = null,
): Promise<void> {
  if (problem === null) {
    await sql`delete from errands where kind = ${kind} and run_id = ${runId}`;
    return;
  }
  await sql`update errands set settled_at = now(), problem = ${problem} where kind = ${kind} and run_id = ${runId}`;
  await sql`select pg_notify('runs', ${runId})`;
}

export async function postponeErrand(sql: Sql, { kind, runId }: Which, byMs: number): Promise<void> {
  await sql`
    update errands set due_at = now() + ${`${byMs} milliseconds`}::interval
    where kind = ${kind} and run_id = ${runId} and settled_at is null`;
}

/** Has a run told to stop, unless it is over or was never accepted. The first reason counts. */
export async function askToStop(sql: Sql, runId: string, reason: string): Promise<void> {
  await sql`
    with asked as (
      insert into errands (kind, run_id, detail)
      select 'stop', id, ${reason} from runs
      where id = ${runId} and state not in ('done', 'failed', 'cancelled', 'lost')
      on conflict do nothing
      returning run_id
    )
    select pg_notify('errands', run_id) from asked`;
}

export interface FailedRun {
  readonly workspaceId: string;
  readonly playbookId: string;
  readonly playbook: string;
  readonly version: number;
  readonly planHash: string;
  /** Id of the on-error playbook. */
  readonly onError: string;
  readonly failure: string | null;
  readonly failedStep: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly event: string | null;
  readonly simulate: boolean | null;
  readonly depth: number;
}

/** All that its on-error playbook is told; null where it has none. */
export async function readFailedRun(sql: Sql, runId: string): Promise<FailedRun | null> {
  const [row] = await sql<FailedRun[]>`
    select r.workspace_id as "workspaceId", r.playbook_id as "playbookId", p.name as playbook, r.version,
      r.plan_hash as "planHash", v.on_error as "onError", r.failure, r.failed_step as "failedStep",
      to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt", i.event, i.simulate, coalesce(l.depth, 0) as depth
    from runs r
    join playbooks p on p.id = r.playbook_id
    join versions v on v.playbook_id = r.playbook_id and v.version = r.version and v.on_error is not null
    left join inbox i on i.id = r.id
    left join run_links l on l.run_id = r.id
    where r.id = ${runId}`;
  return row ?? null;
}
