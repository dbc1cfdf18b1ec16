import { and, eq, isNull } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { playbooks, triggers, webhookRejections } from "../schema/playbooks.ts";

export type TriggerRow = typeof triggers.$inferSelect;

/** What the webhook route needs of a binding, in the driver's spelling. */
export interface HookRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly playbook_id: string;
  readonly type: string;
  readonly config: string;
  readonly plan_hash: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly secret: Uint8Array | null;
}

/** By the public id alone: the one query that finds the workspace instead of being given it. A prepared statement, for it is on the hot path. */
export async function findHook(sql: Sql, id: string): Promise<HookRow | null> {
  const [row] = await sql<HookRow[]>`
    select id, workspace_id, playbook_id, type, config, plan_hash, version, enabled, secret
    from triggers where id = ${id}`;
  return row ?? null;
}

export async function findTrigger(
  db: Database,
  workspaceId: string,
  playbookId: string,
): Promise<TriggerRow | null> {
  const [row] = await db
    .select()
    .from(triggers)
    .where(and(eq(triggers.workspaceId, workspaceId), eq(triggers.playbookId, playbookId)));
  return row ?? null;
}

/** Playbooks that have been published with a webhook, by name. */
export async function listWebhooks(
  db: Database,
  workspaceId: string,
): Promise<readonly { readonly playbookId: string; readonly name: string }[]> {
  return db
    .select({ playbookId: playbooks.id, name: playbooks.name })
    .from(triggers)
    .innerJoin(playbooks, eq(playbooks.id, triggers.playbookId))
    .where(
      and(eq(triggers.workspaceId, workspaceId), eq(triggers.type, "webhook"), isNull(playbooks.deletedAt)),
    )
    .orderBy(playbooks.name);
}

/** Swaps the playbook's binding; its id and, unless a new one is given, its secret stay. */
export async function bindTrigger(db: Database, binding: Omit<TriggerRow, "createdAt">): Promise<void> {
  const { type, config, planHash, version, enabled, secret, script, connector } = binding;
  await db.insert(triggers).values(binding).onConflictDoUpdate({
    target: triggers.playbookId,
    set: { type, config, planHash, version, enabled, secret, script, connector },
  });
}

export async function replaceTriggerSecret(
  db: Database,
  workspaceId: string,
  triggerId: string,
  secret: Uint8Array,
): Promise<void> {
  await db
    .update(triggers)
    .set({ secret })
    .where(and(eq(triggers.workspaceId, workspaceId), eq(triggers.id, triggerId)));
}

export async function listRejections(
  db: Database,
  workspaceId: string,
  triggerId: string,
): Promise<readonly { readonly reason: string; readonly count: number; readonly lastAt: Date }[]> {
  return db
    .select({
      reason: webhookRejections.reason,
      count: webhookRejections.count,
      lastAt: webhookRejections.lastAt,
    })
    .from(webhookRejections)
    .innerJoin(triggers, eq(triggers.id, webhookRejections.triggerId))
    .where(and(eq(triggers.workspaceId, workspaceId), eq(triggers.id, triggerId)))
    .orderBy(webhookRejections.reason);
}
