import type { Payload } from "@riposte/plan";
import type { Sql, TransactionSql } from "postgres";

/** What a trigger hands in. The plan's hash and version are pinned here: a later publish concerns later rows. */
export interface Acceptance {
  readonly runId: string;
  readonly workspaceId: string;
  readonly playbookId: string;
  readonly triggerId: string | null;
  readonly planHash: string;
  readonly version: number;
  /** Where it is a reference, its text has to lie in the blob store by now. */
  readonly event: Payload;
  readonly simulate: boolean;
  readonly dedupeScope: string;
  readonly dedupeKey: string;
  /** SHA-256 (hex) of the raw body. */
  readonly bodyHash: string;
  /** Of a signed request: nobody covers an `Idempotency-Key` with it, so that a captured request cannot run again under another one. */
  readonly signature: string | null;
  /** Of runs of this playbook with the same key only one is under way at a time; null: as many as come. */
  readonly turn: { readonly key: string; readonly otherwise: "wait" | "skip" } | null;
  /** Events with the same key within so many seconds of the first are one; null: each is one. */
  readonly debounce: Debounce | null;
}

export interface Debounce {
  readonly key: string;
  readonly seconds: number;
  /** Which of them runs: the last, when the time is over, or the first, at once. */
  readonly keep: "first" | "last";
}

export type AcceptResult =
  | { readonly kind: "accepted"; readonly runId: string; readonly joinedWith: string | null }
  | {
      readonly kind: "duplicate";
      readonly runId: string;
      readonly joinedWith: string | null;
      readonly sameBody: boolean;
    }
  /** Between reading the binding and now the playbook was published again, switched off or removed. */
  | { readonly kind: "moved" };

/**
 * Commits inbox row, run, what waits for events are told by, and NOTIFY in one statement: one round trip, two for a
 * duplicate. Where events are debounced it is one transaction. Saying it twice with the same run id and key is harmless.
 */
export async function acceptTrigger(sql: Sql, acceptance: Acceptance): Promise<AcceptResult> {
  const { debounce } = acceptance;
  if (debounce !== null) return sql.begin((tx) => acceptDebounced(tx, acceptance, debounce));
  return (await takeSeat(sql, acceptance))
    ? { kind: "accepted", runId: acceptance.runId, joinedWith: null }
    : findFirst(sql, acceptance);
}

/** False: there is such a row, or the playbook is not what it was. */
async function takeSeat(sql: Sql | TransactionSql, a: Acceptance): Promise<boolean> {
  const accepted = await sql`
    with seat as (
      insert into inbox (id, workspace_id, playbook_id, trigger_id, plan_hash, version, event, simulate,
                         dedupe_scope, dedupe_key, body_hash, signature, turn_key, turn_else)
      select ${a.runId}, p.workspace_id, p.id, ${a.triggerId}, ${a.planHash}, p.published_version,
             ${JSON.stringify(a.event)}, ${a.simulate}, ${a.dedupeScope}, ${a.dedupeKey}, ${a.bodyHash}, ${a.signature},
             ${a.turn?.key ?? null}, ${a.turn?.otherwise ?? null}
      from playbooks p
      where p.id = ${a.playbookId} and p.workspace_id = ${a.workspaceId} and p.enabled
        and p.deleted_at is null and p.published_version = ${a.version}
        and not exists (
          select 1 from spent_signatures s where s.dedupe_scope = ${a.dedupeScope} and s.signature = ${a.signature}
        )
      on conflict do nothing
      returning id, workspace_id, playbook_id, trigger_id, version, plan_hash, turn_key
    ), arrival as (
      insert into event_arrivals (workspace_id, source, ref)
      select workspace_id, 'playbook:' || playbook_id, id from seat where trigger_id is not null
    ), run as (
      insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
      select id, workspace_id, playbook_id, version, plan_hash, 'queued' from seat
    )
    select pg_notify('inbox', id), case when turn_key is not null then pg_notify('inbox', '') end, (
      select pg_notify('event_waits', '') from event_waits w
      where w.workspace_id = seat.workspace_id and w.source = 'playbook:' || seat.playbook_id and w.state = 'open'
      limit 1
    ) from seat`;
  return accepted.length === 1;
}

/** Who captures a retry has nothing either that could run under another key: its signature is spent with it. */
async function findFirst(sql: Sql | TransactionSql, a: Acceptance): Promise<AcceptResult> {
  const [first] = await sql<{ id: string; body_hash: string; joined_with: string | null }[]>`
    with first as materialized (
      select id, body_hash,
        case when debounce_key is not null and not_before is null then joined_with end as joined_with
      from inbox
      where dedupe_scope = ${a.dedupeScope} and workspace_id = ${a.workspaceId}
        and (dedupe_key = ${a.dedupeKey} or signature = ${a.signature} or id = (
          select run_id from spent_signatures where dedupe_scope = ${a.dedupeScope} and signature = ${a.signature}
        ))
      order by dedupe_key = ${a.dedupeKey} desc
      limit 1
    ), retry as (
      insert into spent_signatures (workspace_id, dedupe_scope, signature, run_id)
      select ${a.workspaceId}, ${a.dedupeScope}, ${a.signature}, id from first
      where id <> ${a.runId} and body_hash = ${a.bodyHash} and ${a.signature}::text is not null
      on conflict do nothing
    )
    select * from first`;
  if (first === undefined) return { kind: "moved" };
  if (first.id === a.runId) return { kind: "accepted", runId: a.runId, joinedWith: first.joined_with };
  const { id: runId, joined_with: joinedWith } = first;
  return { kind: "duplicate", runId, joinedWith, sameBody: first.body_hash === a.bodyHash };
}

/**
 * One event at a time for each key. Every one of them is kept with a run of its own; what does not run says which run
 * stands for it. The time counts from the first event, so that a stream without end holds nothing off.
 */
async function acceptDebounced(
  sql: TransactionSql,
  acceptance: Acceptance,
  { key, seconds, keep }: Debounce,
): Promise<AcceptResult> {
  const { runId, playbookId } = acceptance;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`riposte debounce ${playbookId} ${key}`}, 0))`;
  if (!(await takeSeat(sql, acceptance))) return findFirst(sql, acceptance);
  // Whatever the dispatcher has taken meanwhile runs. As text: a Date would cut the time, by which events belong together.
  const [open] = await sql<{ id: string; until: string }[]>`
    select id, debounce_until::text as until from inbox
    where playbook_id = ${playbookId} and debounce_key = ${key} and debounce_until > clock_timestamp()
      and joined_with is null and (${keep} = 'first' or started_at is null and start_attempted_at is null)
    order by debounce_until limit 1
    for update`;
  await sql`
    with time as (
      select coalesce(${open?.until ?? null}::timestamptz,
        clock_timestamp() + make_interval(secs => ${seconds})) as until
    )
    update inbox set debounce_key = ${key}, debounce_until = time.until,
      not_before = case when ${keep} = 'last' then time.until end
    from time where id = ${runId}`;
  await sql`select pg_notify('inbox', '')`;
  if (open === undefined) return { kind: "accepted", runId, joinedWith: null };
  if (keep === "first") {
    await joinWith(sql, { gone: runId, stays: open.id, reason: JOINED.first });
    return { kind: "accepted", runId, joinedWith: open.id };
  }
  await joinWith(sql, { gone: open.id, stays: runId, reason: JOINED.last });
  return { kind: "accepted", runId, joinedWith: null };
}

const JOINED = {
  first: "Joined with an event before it: of those with the same key that come together the first one runs.",
  last: "Joined with an event after it: of those with the same key that come together the last one runs.",
};

async function joinWith(
  sql: TransactionSql,
  { gone, stays, reason }: { readonly gone: string; readonly stays: string; readonly reason: string },
): Promise<void> {
  await sql`
    with joined as (
      update inbox set joined_with = ${stays}, held_reason = ${reason}, started_at = now()
      where id = ${gone}
      returning id
    ), ended as (
      update runs r set state = 'skipped', finished_at = now(), touched_at = now()
      from joined j where r.id = j.id
      returning r.id
    )
    select pg_notify('runs', id) from ended`;
}

/** Of a run that does not run itself, the one that stands for it: what it was joined with may have been joined in turn. */
export async function findStandIn(sql: Sql, workspaceId: string, runId: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select coalesce(
      (select o.id from inbox o
       where o.playbook_id = i.playbook_id and o.debounce_key = i.debounce_key
         and o.debounce_until = i.debounce_until and o.joined_with is null
       limit 1),
      i.joined_with) as id
    from inbox i
    where i.id = ${runId} and i.workspace_id = ${workspaceId} and i.joined_with is not null`;
  return row?.id ?? null;
}

/** How many events a run stands for besides its own. */
export async function countJoined(sql: Sql, workspaceId: string, runId: string): Promise<number> {
  const [row] = await sql<{ joined: number }[]>`
    select count(*)::int as joined
    from inbox i join inbox o on o.playbook_id = i.playbook_id and o.debounce_key = i.debounce_key
      and o.debounce_until = i.debounce_until and o.id <> i.id
    where i.id = ${runId} and i.workspace_id = ${workspaceId} and i.joined_with is null`;
  return row?.joined ?? 0;
}
