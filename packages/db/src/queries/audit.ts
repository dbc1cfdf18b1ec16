import { and, asc, desc, eq, inArray, lt } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { auditLog } from "../schema/people.ts";

export type AuditEntry = typeof auditLog.$inferSelect;

/** What the caller knows; the number and the time are the database's. `details` is redacted JSON text. */
export type NewAuditEntry = Pick<AuditEntry, "workspaceId" | "actor" | "action" | "target" | "details"> & {
  readonly clientAddress?: string | null;
};

export async function appendAudit(db: Database, entry: NewAuditEntry): Promise<void> {
  await db.insert(auditLog).values(entry);
}

/** Newest first; `before` is the `seq` of the last one of the page before. */
export async function listAudit(
  db: Database,
  workspaceId: string,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<AuditEntry[]> {
  const older = page.before === undefined ? undefined : lt(auditLog.seq, page.before);
  return db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.workspaceId, workspaceId), older))
    .orderBy(desc(auditLog.seq))
    .limit(page.limit);
}

/** Who was the first to do one of these things to it. */
export async function findAuditActor(
  db: Database,
  workspaceId: string,
  what: { readonly target: string; readonly actions: readonly string[] },
): Promise<string | null> {
  const [entry] = await db
    .select({ actor: auditLog.actor })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        eq(auditLog.target, what.target),
        inArray(auditLog.action, [...what.actions]),
      ),
    )
    .orderBy(asc(auditLog.seq))
    .limit(1);
  return entry?.actor ?? null;
}
