import { and, count, desc, eq, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { newId } from "../ids.ts";
import { outbox } from "../schema/store.ts";

export type OutboxMessage = typeof outbox.$inferSelect;

interface NewMessage {
  readonly workspaceId: string;
  /** JSON text: from, to, cc, subject, text, html. */
  readonly message: string;
  /** The attempt's idempotency key: the same key never makes a second message. */
  readonly requestKey: string;
  /** Why it will not go out. */
  readonly error?: string | null;
}

/** Keeps a message; the one that this key made before is returned as it is now. */
export async function keepMessage(db: Database, message: NewMessage): Promise<OutboxMessage> {
  const { workspaceId, requestKey, error = null } = message;
  const row = {
    id: newId("msg"),
    workspaceId,
    message: message.message,
    requestKey,
    error,
    state: "kept" as const,
  };
  const [kept] = await db.insert(outbox).values(row).onConflictDoNothing().returning();
  if (kept !== undefined) return kept;
  const [existing] = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspaceId, workspaceId), eq(outbox.requestKey, requestKey)));
  if (existing === undefined) throw new Error("The request key belongs to another workspace.");
  return existing;
}

/** Notes what became of a kept message; one that was sent stays sent. */
export async function settleMessage(
  db: Database,
  workspaceId: string,
  result: { readonly id: string; readonly error: string | null },
): Promise<void> {
  const sent = result.error === null;
  await db
    .update(outbox)
    .set({ state: sent ? "sent" : "failed", error: result.error, sentAt: sent ? sql`now()` : null })
    .where(
      and(eq(outbox.workspaceId, workspaceId), eq(outbox.id, result.id), sql`${outbox.state} <> 'sent'`),
    );
}

export interface OutboxSearch {
  readonly state?: OutboxMessage["state"] | undefined;
  /** In addresses, subject or text; case does not count. */
  readonly text?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Newest first; `total` counts all that match. */
export async function searchOutbox(
  db: Database,
  workspaceId: string,
  { state, text, limit, offset }: OutboxSearch,
): Promise<{ readonly items: readonly OutboxMessage[]; readonly total: number }> {
  const where = and(
    eq(outbox.workspaceId, workspaceId),
    state === undefined ? undefined : eq(outbox.state, state),
    // As it lies there: JSON text.
    text === undefined
      ? undefined
      : sql`strpos(lower(${outbox.message}), lower(${JSON.stringify(text).slice(1, -1)})) > 0`,
  );
  const newest = [desc(outbox.createdAt), desc(outbox.id)];
  const items = await db
    .select()
    .from(outbox)
    .where(where)
    .orderBy(...newest)
    .limit(limit)
    .offset(offset);
  const [counted] = await db.select({ total: count() }).from(outbox).where(where);
  return { items, total: counted?.total ?? 0 };
}

/** Newest first. */
export async function listOutbox(db: Database, workspaceId: string, limit: number): Promise<OutboxMessage[]> {
  return db
    .select()
    .from(outbox)
    .where(eq(outbox.workspaceId, workspaceId))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(limit);
}
