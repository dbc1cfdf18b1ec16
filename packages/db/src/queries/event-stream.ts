import type { Payload } from "@riposte/plan";
import type { ISql, PendingQuery, Row } from "postgres";
import type { WaitKey } from "./event-waits.ts";

/** An event as a wait sees it, whatever brought it. */
export interface StreamedEvent {
  /** Id of the inbox row, or of the entry in the alert's history. */
  readonly ref: string;
  readonly payload: Payload;
  /** Milliseconds since the epoch, by the database's clock. */
  readonly receivedAt: number;
  /** For people: where it comes from. */
  readonly origin: string;
}

export interface StreamQuestion {
  readonly workspaceId: string;
  readonly source: string;
}

interface Counted extends StreamQuestion {
  readonly wait: WaitKey;
  readonly limit: number;
}

interface Part extends Counted {
  readonly offset: number;
  /** Newest first instead of oldest first. */
  readonly backwards?: boolean;
}

/** Of the events of a source those that count for a wait, in the order they were accepted. */
export async function listEventsFor(sql: ISql, part: Part): Promise<readonly StreamedEvent[]> {
  const { limit, offset, backwards = false } = part;
  const order = backwards ? sql`desc` : sql`asc`;
  const rows = await sql<StoredEvent[]>`
    with counting as (${countingFor(sql, part)})
    select * from counting order by at ${order}, ref ${order} limit ${limit} offset ${offset}`;
  return rows.map((row) => readEvent(part.source, row));
}

/** How many events of its source have counted for a wait, up to a limit. */
export async function countEventsFor(sql: ISql, counted: Counted): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with counting as (${countingFor(sql, counted)} limit ${counted.limit})
    select count(*)::int as count from counting`;
  return row?.count ?? 0;
}

/** Accepted between the beginning of the wait, or so much before it as it looks back, and its end. */
function countingFor(sql: ISql, { wait, ...source }: Counted) {
  const { runId, step, scope, attempt } = wait;
  return sql`
    select e.* from (${eventsOf(sql, source)}) e, event_waits w
    where w.run_id = ${runId} and w.step = ${step} and w.scope = ${scope} and w.attempt = ${attempt}
      and w.workspace_id = ${source.workspaceId}
      and e.at >= w.counts_from and e.at < coalesce(least(w.deadline, w.ended_at), 'infinity')`;
}

/** Null where the row it came from is not there any more. */
export async function findEvent(
  sql: ISql,
  { workspaceId, source, ref }: StreamQuestion & { readonly ref: string },
): Promise<StreamedEvent | null> {
  const [row] = await sql<StoredEvent[]>`
    with event as (${eventsOf(sql, { workspaceId, source })}) select * from event where ref = ${ref}`;
  return row === undefined ? null : readEvent(source, row);
}

interface StoredEvent {
  readonly ref: string;
  /** A `Payload`, or an alert's entry, as JSON text. */
  readonly body: string;
  readonly ms: number;
  readonly alert_id: string | null;
  readonly short_id: string | null;
  readonly title: string | null;
}

const PLAYBOOK = "playbook:";

function eventsOf(sql: ISql, { workspaceId, source }: StreamQuestion) {
  if (source.startsWith(PLAYBOOK)) {
    return sql`
      select i.id as ref, i.event as body, r.created_at as at, ${msOf(sql, sql`r.created_at`)} as ms,
             null as alert_id, null as short_id, null as title
      from runs r join inbox i on i.id = r.id
      where r.workspace_id = ${workspaceId} and r.playbook_id = ${source.slice(PLAYBOOK.length)}
        and i.trigger_id is not null`;
  }
  const type = source === "alert_status" ? "alert" : "comment";
  return sql`
    select h.id as ref, h.body, h.created_at as at, ${msOf(sql, sql`h.created_at`)} as ms,
           a.id as alert_id, a.short_id, a.title
    from alert_history h join alerts a on a.id = h.alert_id
    where a.workspace_id = ${workspaceId} and h.entry_type = ${type}`;
}

function msOf(sql: ISql, at: PendingQuery<Row[]>) {
  return sql`(extract(epoch from ${at}) * 1000)::float8`;
}

function readEvent(source: string, row: StoredEvent): StreamedEvent {
  const receivedAt = Math.floor(row.ms);
  const { ref } = row;
  if (source.startsWith(PLAYBOOK)) {
    return { ref, receivedAt, payload: JSON.parse(row.body) as Payload, origin: `the event of ${ref}` };
  }
  const json = JSON.stringify(alertEvent(row, receivedAt));
  const change = source === "alert_status" ? "the new status" : "a comment";
  return { ref, receivedAt, payload: { kind: "inline", json }, origin: `${change} of ${row.short_id}` };
}

/** What `eventSources` in the integrations say of it. */
function alertEvent({ body, alert_id: uuid, short_id, title }: StoredEvent, receivedAt: number) {
  const entry = JSON.parse(body) as AlertEntry;
  const shared = {
    alert: { uuid, short_id, title },
    by: entry.created_by ?? "",
    received_at: new Date(receivedAt).toISOString(),
  };
  const { comment, alert } = entry;
  if (comment !== undefined) return { ...shared, comment: { uuid: comment.uuid, content: comment.content } };
  return { ...shared, status: alert?.status ?? null, previous_status: alert?.previous_status ?? null };
}

interface AlertEntry {
  readonly created_by?: string;
  readonly alert?: { readonly status?: string; readonly previous_status?: string };
  readonly comment?: { readonly uuid: string; readonly content: string };
}
