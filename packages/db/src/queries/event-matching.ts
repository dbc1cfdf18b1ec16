import { sql as raw } from "drizzle-orm";
import type { Sql, TransactionSql } from "postgres";
import type { Database } from "../connect.ts";
import { eventArrivals } from "../schema/event-waits.ts";
import type { StreamedEvent } from "./event-stream.ts";
import type { WaitKey } from "./event-waits.ts";

// Nothing is overlooked, although nobody locks anything when an event is accepted: an event is taken off the queue
// in the transaction that has held it against all waits it could see, and a wait that it could not see was committed
// later, so that its own look back, later still, finds the event. What both see counts once: the row decides.

/** In which something is claimed and seen to. */
export type Transaction = TransactionSql;

export interface Arrival {
  readonly id: number;
  readonly workspaceId: string;
  readonly source: string;
  readonly ref: string;
}

/** In the transaction that accepts the event. */
export async function addArrival(tx: Database, arrival: Omit<Arrival, "id">): Promise<void> {
  await tx.insert(eventArrivals).values(arrival);
  await tx.execute(raw`select pg_notify('event_waits', '')`);
}

/** Of a source that nobody waits for. */
export async function dropUnawaited(sql: Sql): Promise<void> {
  await sql`
    delete from event_arrivals where id in (
      select a.id from event_arrivals a
      where not exists (
        select from event_waits w
        where w.workspace_id = a.workspace_id and w.source = a.source and w.state = 'open')
      for update skip locked)`;
}

/** The oldest of its source, so that the first one wins however many are at it; null: there is none just now. */
export async function claimArrival(tx: Transaction): Promise<Arrival | null> {
  const [row] = await tx<Arrival[]>`
    select id::float8 as id, workspace_id as "workspaceId", source, ref from event_arrivals a
    where not exists (
      select from event_arrivals b
      where b.workspace_id = a.workspace_id and b.source = a.source and b.id < a.id)
    order by id limit 1 for update skip locked`;
  return row ?? null;
}

export async function dropArrival(tx: Transaction, { id }: Arrival): Promise<void> {
  await tx`delete from event_arrivals where id = ${id}`;
}

export interface OpenWait extends WaitKey {
  readonly workspaceId: string;
  readonly source: string;
  readonly key: string | null;
  readonly eventKey: string | null;
  readonly condition: string | null;
  /** What the templates of its plan were written for. */
  readonly semantics: number;
}

/** Where waits look for their key, and what that was written for. */
export type EventKeyOfWaits = Pick<OpenWait, "semantics"> & { readonly eventKey: string };

/** Where waits for events of this source look for their key. */
export async function listEventKeys(
  tx: Transaction,
  { workspaceId, source }: Arrival,
): Promise<readonly EventKeyOfWaits[]> {
  return tx<EventKeyOfWaits[]>`
    select distinct w.event_key as "eventKey", coalesce(p.semantics, 1) as semantics
    from event_waits w join runs r on r.id = w.run_id join plans p on p.hash = r.plan_hash
    where w.workspace_id = ${workspaceId} and w.source = ${source} and w.state = 'open' and w.lane <> ''`;
}

/** Locks the waits for which this event counts and that look for one of these keys, or for none. */
export async function lockWaitsFor(
  tx: Transaction,
  { id, workspaceId, source }: Arrival,
  lanes: readonly string[],
): Promise<readonly OpenWait[]> {
  const rows = await tx<WaitRow[]>`
    select w.run_id, w.step, w.scope, w.attempt, w.workspace_id, w.source, w.key, w.event_key, w.condition,
      coalesce(p.semantics, 1) as semantics
    from event_arrivals a, event_waits w join runs r on r.id = w.run_id join plans p on p.hash = r.plan_hash
    where a.id = ${id} and w.workspace_id = ${workspaceId} and w.source = ${source}
      and w.lane = any(${["", ...lanes]}) and w.state = 'open'
      and a.received_at >= w.counts_from and (w.deadline is null or a.received_at < w.deadline)
    order by w.run_id, w.step, w.scope, w.attempt
    for update of w`;
  return rows.map(openWait);
}

/** A wait that nobody has looked back for, locked; null: there is none that nobody else is at. */
export async function lockNewWait(tx: Transaction): Promise<OpenWait | null> {
  const [row] = await tx<WaitRow[]>`
    select w.run_id, w.step, w.scope, w.attempt, w.workspace_id, w.source, w.key, w.event_key, w.condition,
      coalesce(p.semantics, 1) as semantics
    from event_waits w join runs r on r.id = w.run_id join plans p on p.hash = r.plan_hash
    where w.state = 'open' and not w.looked_back
    order by w.began_at limit 1 for update of w skip locked`;
  return row === undefined ? null : openWait(row);
}

export async function noteLookedBack(
  tx: Transaction,
  { runId, step, scope, attempt }: WaitKey,
): Promise<void> {
  await tx`
    update event_waits set looked_back = true
    where run_id = ${runId} and step = ${step} and scope = ${scope} and attempt = ${attempt}`;
}

/** Ends a wait that is locked, and open. */
export async function endByEvent(
  tx: Transaction,
  { runId, step, scope, attempt }: WaitKey,
  { payload, ref, origin }: StreamedEvent,
): Promise<void> {
  await tx`
    update event_waits set state = 'matched', event = ${JSON.stringify(payload)}, event_ref = ${ref},
      origin = ${origin}, ended_at = now()
    where run_id = ${runId} and step = ${step} and scope = ${scope} and attempt = ${attempt} and state = 'open'`;
}

/** Those whose time is over, as soon as everything that was accepted in time has been held against them. */
export async function endOverdueWaits(sql: Sql): Promise<void> {
  await sql`
    update event_waits w set state = 'timed_out', ended_at = now()
    where w.state = 'open' and w.looked_back and w.deadline <= now()
      and not exists (
        select from event_arrivals a
        where a.workspace_id = w.workspace_id and a.source = w.source and a.received_at < w.deadline)`;
}

/** Milliseconds until the next wait is over; null: none ever is. */
export async function nextWaitEndsIn(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ ms: number | null }[]>`
    select (extract(epoch from min(deadline) - clock_timestamp()) * 1000)::float8 as ms
    from event_waits where state = 'open'`;
  return row?.ms ?? null;
}

export interface EndedWait extends WaitKey {
  /** A `Payload` as JSON text; null: its time was over. */
  readonly event: string | null;
  readonly origin: string | null;
}

/** Takes waits that have ended and whose workflow does not know; who was taken long ago is taken again. */
export async function claimEndedWaits(sql: Sql, limit: number): Promise<readonly EndedWait[]> {
  return sql<EndedWait[]>`
    with chosen as (
      select run_id, step, scope, attempt from event_waits
      where state in ('matched', 'timed_out') and delivered_at is null
        and (told_at is null or told_at < now() - interval '15 seconds')
      order by ended_at limit ${limit} for update skip locked
    )
    update event_waits w set told_at = now()
    from chosen c
    where w.run_id = c.run_id and w.step = c.step and w.scope = c.scope and w.attempt = c.attempt
    returning w.run_id as "runId", w.step, w.scope, w.attempt, w.event, w.origin`;
}

/** Temporal has it for its workflow, or the workflow is over. */
export async function noteDelivered(sql: Sql, { runId, step, scope, attempt }: WaitKey): Promise<void> {
  await sql`
    update event_waits set delivered_at = now()
    where run_id = ${runId} and step = ${step} and scope = ${scope} and attempt = ${attempt}
      and delivered_at is null`;
}

/** Telling it failed: it may be taken again at once. */
export async function returnEndedWait(sql: Sql, { runId, step, scope, attempt }: WaitKey): Promise<void> {
  await sql`
    update event_waits set told_at = null
    where run_id = ${runId} and step = ${step} and scope = ${scope} and attempt = ${attempt}
      and delivered_at is null`;
}

interface WaitRow {
  readonly run_id: string;
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
  readonly workspace_id: string;
  readonly source: string;
  readonly key: string | null;
  readonly event_key: string | null;
  readonly condition: string | null;
  readonly semantics: number;
}

function openWait({ run_id, workspace_id, event_key, key, ...row }: WaitRow): OpenWait {
  return {
    ...row,
    runId: run_id,
    workspaceId: workspace_id,
    eventKey: event_key,
    key: key === null ? null : (JSON.parse(key) as string),
  };
}
