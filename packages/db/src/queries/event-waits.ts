import { createHash } from "node:crypto";
import { and, asc, desc, eq, getTableColumns, sql as raw } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { eventWaits } from "../schema/event-waits.ts";
import { plans } from "../schema/playbooks.ts";
import { runs } from "../schema/runs.ts";

export interface EventWaitRow extends InferSelectModel<typeof eventWaits> {
  /** What the templates of its plan were written for. */
  readonly semantics: number;
}

/** Names the row of one wait. */
export interface WaitKey {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
}

export interface NewWait extends WaitKey {
  readonly workspaceId: string;
  readonly source: string;
  readonly key: string | null;
  readonly eventKey: string | null;
  readonly condition: string | null;
  /** Null: for ever. */
  readonly timeoutMs: number | null;
  readonly lookBackMs: number;
}

/** Where a wait stands: its workflow is told of the last two. */
export type WaitStanding =
  | { readonly kind: "open" }
  /** A `Payload` as JSON text, and for people where it comes from. */
  | { readonly kind: "matched"; readonly event: string; readonly origin: string }
  | { readonly kind: "timed_out" };

/**
 * Writes the wait down, once per run, step, scope and attempt; later it says how the wait stands. Who asks again with
 * another key, or after it was withdrawn, is right: what was written before came from a workflow task that never was,
 * and what was accepted since the wait began is held against it anew. Null where there is no such run.
 */
export async function openWait(sql: Sql, wait: NewWait): Promise<WaitStanding | null> {
  const { runId, step, scope, attempt, workspaceId, source, eventKey, condition } = wait;
  const key = wait.key === null ? null : JSON.stringify(wait.key);
  const lane = wait.key === null || eventKey === null ? NO_LANE : laneOf(eventKey, wait.key);
  const lookBack = `${wait.lookBackMs} milliseconds`;
  const timeout = wait.timeoutMs === null ? null : `${wait.timeoutMs} milliseconds`;
  const [row] = await sql<StandingRow[]>`
    with wait as (
      insert into event_waits (run_id, step, scope, attempt, workspace_id, source, key, event_key, lane, condition,
                               counts_from, deadline, state)
      select id, ${step}, ${scope}, ${attempt}, workspace_id, ${source}, ${key}, ${eventKey}, ${lane}, ${condition},
             now() - ${lookBack}::interval, now() + ${timeout}::interval, 'open'
      from runs where id = ${runId} and workspace_id = ${workspaceId}
      on conflict (run_id, step, scope, attempt) do update set
        source = excluded.source, key = excluded.key, event_key = excluded.event_key, lane = excluded.lane,
        condition = excluded.condition, state = 'open', ended_at = null,
        looked_back = event_waits.looked_back and event_waits.state = 'open'
          and (event_waits.source, event_waits.lane) = (excluded.source, excluded.lane)
          and event_waits.condition is not distinct from excluded.condition
      where event_waits.state in ('open', 'withdrawn')
      returning state, event, origin
    ), ended as (
      select state, event, origin from event_waits
      where run_id = ${runId} and step = ${step} and scope = ${scope} and attempt = ${attempt}
        and not exists (select from wait)
    )
    select *, pg_notify('event_waits', '') from (select * from wait union all select * from ended) standing`;
  return row === undefined ? null : standingOf(row);
}

interface StandingRow {
  readonly state: "open" | "matched" | "timed_out";
  readonly event: string | null;
  readonly origin: string | null;
}

function standingOf({ state, event, origin }: StandingRow): WaitStanding {
  if (state !== "matched") return { kind: state };
  return { kind: state, event: event ?? "", origin: origin ?? "" };
}

const NO_LANE = "";

/** Waits that ask the same of an event with the same answer share a lane: the database finds them by it. */
export function laneOf(eventKey: string, key: string): string {
  return createHash("sha256")
    .update(JSON.stringify([eventKey, key]))
    .digest("hex");
}

/** Nobody waits any more; what has ended the wait before stays. */
export async function withdrawWait(sql: Sql, { runId, step, scope, attempt }: WaitKey): Promise<void> {
  await sql`
    update event_waits set state = 'withdrawn', ended_at = now()
    where run_id = ${runId} and step = ${step} and scope = ${scope} and attempt = ${attempt} and state = 'open'`;
}

/** Of runs that ended without withdrawing them: terminated, or written by a workflow task that never was. */
export async function withdrawWaitsOfEndedRuns(sql: Sql): Promise<number> {
  const rows = await sql`
    update event_waits w set state = 'withdrawn', ended_at = now()
    from runs r
    where r.id = w.run_id and w.state = 'open' and r.state in ('done', 'failed', 'cancelled')
    returning 1`;
  return rows.length;
}

function selectWaits(db: Database) {
  const semantics = raw<number>`coalesce(${plans.semantics}, 1)`;
  return db
    .select({ ...getTableColumns(eventWaits), semantics })
    .from(eventWaits)
    .innerJoin(runs, eq(runs.id, eventWaits.runId))
    .innerJoin(plans, eq(plans.hash, runs.planHash));
}

/** The last wait of a step; null: it has none. */
export async function findEventWait(
  db: Database,
  workspaceId: string,
  { runId, step, scope }: Omit<WaitKey, "attempt">,
): Promise<EventWaitRow | null> {
  const [row] = await selectWaits(db)
    .where(
      and(
        eq(eventWaits.workspaceId, workspaceId),
        eq(eventWaits.runId, runId),
        eq(eventWaits.step, step),
        eq(eventWaits.scope, scope),
      ),
    )
    .orderBy(desc(eventWaits.attempt))
    .limit(1);
  return row ?? null;
}

/** Of one run, oldest first. */
export async function listEventWaits(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<readonly EventWaitRow[]> {
  return selectWaits(db)
    .where(and(eq(eventWaits.workspaceId, workspaceId), eq(eventWaits.runId, runId)))
    .orderBy(asc(eventWaits.beganAt), asc(eventWaits.step), asc(eventWaits.scope), asc(eventWaits.attempt))
    .limit(MOST);
}

/** More waits of one run than this nobody reads. */
const MOST = 500;
