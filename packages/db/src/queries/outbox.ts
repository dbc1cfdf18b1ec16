import { and, desc, eq, sql } from "drizzle-orm";
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

/** Newest first. */
export async function listOutbox(db: Database, workspaceId: string, limit: number): Promise<OutboxMessage[]> {
  return db
    .select()
    .from(outbox)
    .where(eq(outbox.workspaceId, workspaceId))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(limit);
}
