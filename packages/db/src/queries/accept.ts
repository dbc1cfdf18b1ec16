import type { Payload } from "@riposte/plan";
import type { Sql } from "postgres";

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
}

export type AcceptResult =
  | { readonly kind: "accepted"; readonly runId: string }
  | { readonly kind: "duplicate"; readonly runId: string; readonly sameBody: boolean }
  /** Between reading the binding and now the playbook was published again, switched off or removed. */
  | { readonly kind: "moved" };

/**
 * Commits inbox row, run, what waits for events are told by, and NOTIFY in one statement: one round trip, two for a duplicate.
 * Saying it twice with the same run id and key is harmless.
 */
export async function acceptTrigger(sql: Sql, acceptance: Acceptance): Promise<AcceptResult> {
  const a = acceptance;
  const accepted = await sql`
    with seat as (
      insert into inbox (id, workspace_id, playbook_id, trigger_id, plan_hash, version, event, simulate,
                         dedupe_scope, dedupe_key, body_hash, signature)
      select ${a.runId}, p.workspace_id, p.id, ${a.triggerId}, ${a.planHash}, p.published_version,
             ${JSON.stringify(a.event)}, ${a.simulate}, ${a.dedupeScope}, ${a.dedupeKey}, ${a.bodyHash}, ${a.signature}
      from playbooks p
      where p.id = ${a.playbookId} and p.workspace_id = ${a.workspaceId} and p.enabled
        and p.deleted_at is null and p.published_version = ${a.version}
      on conflict do nothing
      returning id, workspace_id, playbook_id, trigger_id, version, plan_hash
    ), arrival as (
      insert into event_arrivals (workspace_id, source, ref)
      select workspace_id, 'playbook:' || playbook_id, id from seat where trigger_id is not null
    ), run as (
      insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
      select id, workspace_id, playbook_id, version, plan_hash, 'queued' from seat
    )
    select id, pg_notify('inbox', id), (
      select pg_notify('event_waits', '') from event_waits w
      where w.workspace_id = seat.workspace_id and w.source = 'playbook:' || seat.playbook_id and w.state = 'open'
      limit 1
    ) from seat`;
  if (accepted.length === 1) return { kind: "accepted", runId: a.runId };

  const [first] = await sql<{ id: string; body_hash: string }[]>`
    select id, body_hash from inbox
    where dedupe_scope = ${a.dedupeScope} and workspace_id = ${a.workspaceId}
      and (dedupe_key = ${a.dedupeKey} or signature = ${a.signature})
    order by dedupe_key = ${a.dedupeKey} desc
    limit 1`;
  if (first === undefined) return { kind: "moved" };
  if (first.id === a.runId) return { kind: "accepted", runId: a.runId };
  return { kind: "duplicate", runId: first.id, sameBody: first.body_hash === a.bodyHash };
}
