import { and, eq } from "drizzle-orm";
import type { Sql, TransactionSql } from "postgres";
import type { Database } from "../connect.ts";
import { moduleTriggers } from "../schema/module-triggers.ts";
import { triggers } from "../schema/playbooks.ts";

export type ModuleTriggerRow = typeof moduleTriggers.$inferSelect;

/** Of a playbook; null where nobody has begun to run it yet. */
export async function findModuleTrigger(
  db: Database,
  workspaceId: string,
  playbookId: string,
): Promise<ModuleTriggerRow | null> {
  const [row] = await db
    .select({ row: moduleTriggers })
    .from(moduleTriggers)
    .innerJoin(triggers, eq(triggers.id, moduleTriggers.triggerId))
    .where(and(eq(triggers.workspaceId, workspaceId), eq(triggers.playbookId, playbookId)));
  return row?.row ?? null;
}

export interface OfferedEvent {
  readonly id: string;
  readonly triggerId: string;
  /** The same for each try to send it. */
  readonly key: string;
  /** JSON text. */
  readonly event: string;
}

/** As long as one trigger's runs are so far behind, it is let wait. */
const MOST_BEHIND = 1_000;

/**
 * Those that nobody has answered, in their order. Empty also where somebody else is at it: whoever takes them does so
 * alone, inside his transaction.
 */
export async function listOfferedEvents(tx: TransactionSql, limit: number): Promise<readonly OfferedEvent[]> {
  const [turn] = await tx<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('riposte module events', 0)) as mine`;
  if (turn?.mine !== true) return [];
  return tx<OfferedEvent[]>`
    select e.id::text, e.trigger_id as "triggerId", e.key, e.event
    from module_events e join triggers t on t.id = e.trigger_id
    where e.status is null and (
      select count(*) from (
        select from inbox i where i.playbook_id = t.playbook_id and i.started_at is null limit ${MOST_BEHIND}
      ) behind
    ) < ${MOST_BEHIND}
    order by e.id limit ${limit}`;
}

export interface EventAnswer {
  readonly status: number;
  readonly message: string;
  /** Whether a run came of it. */
  readonly isNew: boolean;
}

/** Tells who sent it, and whoever looks at the trigger. */
export async function answerEvent(
  tx: TransactionSql,
  { id, triggerId }: Pick<OfferedEvent, "id" | "triggerId">,
  { status, message, isNew }: EventAnswer,
): Promise<void> {
  await tx`
    with answered as (
      update module_events set status = ${status}, message = ${message}, event = '' where id = ${id}::bigint
      returning id
    ), told as (
      update module_triggers set events = events + ${isNew ? 1 : 0},
        last_event_at = case when ${status < 300} then now() else last_event_at end,
        last_error = case when ${status >= 300} then ${message} else last_error end,
        last_error_at = case when ${status >= 300} then now() else last_error_at end
      where trigger_id = ${triggerId}
    )
    select pg_notify('module_answers', id::text) from answered`;
}

/** Answers that nobody came for: who asked is gone. */
export async function forgetAnswers(sql: Sql): Promise<void> {
  await sql`delete from module_events where status is not null and created_at < now() - interval '1 hour'`;
}
