import { and, asc, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { auditLog } from "../schema/people.ts";
import { readableJson } from "./readable-json.ts";

export type AuditEntry = typeof auditLog.$inferSelect;

/** What the caller knows; the number and the time are the database's. `details` is redacted JSON text. */
export type NewAuditEntry = Pick<AuditEntry, "workspaceId" | "actor" | "action" | "target" | "details"> & {
  readonly clientAddress?: string | null;
};

/** Gives back its number. */
export async function appendAudit(db: Database, entry: NewAuditEntry): Promise<number> {
  const [written] = await db.insert(auditLog).values(entry).returning({ seq: auditLog.seq });
  if (written === undefined) throw new Error(`The audit entry ${entry.action} was not written.`);
  return written.seq;
}

export interface AuditPage {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  /** From, and before. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly limit: number;
  /** The `seq` of the last one of the page before. */
  readonly before?: number | undefined;
}

/**
 * What is asked of a run is written down before it is asked, so that no answer that is lost loses it. Where the run
 * refused, or did not answer, a second entry says so and names the first by `answers`: then the first is not told.
 */
const notAnswered = sql`not (
  ${auditLog.target} ~ '^(run|approval):'
  and exists (
    select 1 from audit_log answer
    where answer.target = ${auditLog.target}
      and answer.seq > ${auditLog.seq}
      and answer.workspace_id = ${auditLog.workspaceId}
      and ${readableJson(sql`answer.details`)} ->> 'answers' = ${auditLog.seq}::text))`;

/** Newest first. */
export async function listAudit(db: Database, workspaceId: string, page: AuditPage): Promise<AuditEntry[]> {
  const { actor, action, target, from, to, before } = page;
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        notAnswered,
        actor === undefined ? undefined : eq(auditLog.actor, actor),
        action === undefined ? undefined : eq(auditLog.action, action),
        target === undefined ? undefined : eq(auditLog.target, target),
        from === undefined ? undefined : gte(auditLog.at, from),
        to === undefined ? undefined : lt(auditLog.at, to),
        before === undefined ? undefined : lt(auditLog.seq, before),
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(page.limit);
}

/** So many of the newest entries are looked through for names. */
const LOOKED_THROUGH = 20_000;

/** Who has done something lately, and what was done. */
export async function listAuditNames(
  db: Database,
  workspaceId: string,
): Promise<{ readonly actors: readonly string[]; readonly actions: readonly string[] }> {
  const newest = db
    .select({ actor: auditLog.actor, action: auditLog.action })
    .from(auditLog)
    .where(eq(auditLog.workspaceId, workspaceId))
    .orderBy(desc(auditLog.seq))
    .limit(LOOKED_THROUGH)
    .as("newest");
  const rows = await db.selectDistinct().from(newest);
  const names = (of: "actor" | "action") => [...new Set(rows.map((row) => row[of]))].toSorted();
  return { actors: names("actor"), actions: names("action") };
}

/** The last time that one of these things was done to it, refusals left out. */
export async function findLastAudit(
  db: Database,
  workspaceId: string,
  what: { readonly target: string; readonly actions: readonly string[] },
): Promise<Pick<AuditEntry, "actor" | "action" | "at" | "details"> | null> {
  const [entry] = await db
    .select({
      actor: auditLog.actor,
      action: auditLog.action,
      at: auditLog.at,
      details: auditLog.details,
    })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        eq(auditLog.target, what.target),
        inArray(auditLog.action, [...what.actions]),
        notAnswered,
        sql`not ${auditLog.details}::jsonb ? 'refused'`,
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(1);
  return entry ?? null;
}

/** The first time that one of these things was done to it: by whom, and what was written of it (JSON text). */
export async function findFirstAudit(
  db: Database,
  workspaceId: string,
  what: { readonly target: string; readonly actions: readonly string[] },
): Promise<Pick<AuditEntry, "actor" | "details"> | null> {
  const [entry] = await db
    .select({ actor: auditLog.actor, details: auditLog.details })
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
  return entry ?? null;
}
