import type { ApprovalRequest } from "@riposte/plan";
import { and, eq, isNotNull, isNull, not, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { newId } from "../ids.ts";
import { approvals } from "../schema/runs.ts";
import { storableText } from "./storable-text.ts";

export type ApprovalRow = typeof approvals.$inferSelect;

interface NewApproval {
  readonly workspaceId: string;
  readonly runId: string;
  readonly step: string;
  /** The iteration it stands in; absent at the top. */
  readonly scope?: string;
  readonly attempt: number;
  readonly request: ApprovalRequest;
}

/** Once per run, step, scope and attempt; returns the id it was given the first time. */
export async function insertApproval(db: Database, approval: NewApproval): Promise<string> {
  const { workspaceId, runId, step, scope = "", attempt, request } = approval;
  const key = { workspaceId, runId, step, scope, attempt };
  const expiresAt = request.expiresAt === null ? null : new Date(request.expiresAt);
  const [created] = await db
    .insert(approvals)
    .values({ id: newId("apr"), ...key, request: JSON.stringify(request), expiresAt })
    .onConflictDoNothing()
    .returning({ id: approvals.id });
  if (created !== undefined) {
    await db.execute(sql`select pg_notify('runs', ${runId})`);
    return created.id;
  }
  const [existing] = await db
    .select({ id: approvals.id })
    .from(approvals)
    .where(
      and(
        eq(approvals.runId, runId),
        eq(approvals.step, step),
        eq(approvals.scope, scope),
        eq(approvals.attempt, attempt),
      ),
    );
  if (existing === undefined)
    throw new Error(`The approval of step ${step} in ${runId} could not be stored.`);
  return existing.id;
}

interface KeptDecision {
  readonly id: string;
  readonly outcome: "approved" | "rejected";
  readonly by: string;
  readonly comment: string;
}

/**
 * Holds on to a decision before the run is asked, by the database's clock; the same by the same person keeps its time.
 * Null: it is closed, its time is over, or another decision was first.
 */
export async function keepDecision(
  db: Database,
  { id, outcome, by, comment }: KeptDecision,
): Promise<Date | null> {
  const isSame = sql`${approvals.keptOutcome} = ${outcome} and ${approvals.keptBy} = ${by}`;
  const [kept] = await db
    .update(approvals)
    .set({
      keptOutcome: outcome,
      keptBy: by,
      keptComment: storableText(comment),
      keptAt: sql`coalesce(${approvals.keptAt}, now())`,
    })
    .where(
      and(
        eq(approvals.id, id),
        isNull(approvals.outcome),
        sql`case when ${approvals.keptBy} is null
              then ${approvals.expiresAt} is null or ${approvals.expiresAt} > now()
              else ${isSame} end`,
      ),
    )
    .returning({ at: approvals.keptAt, runId: approvals.runId });
  if (kept !== undefined) await db.execute(sql`select pg_notify('runs', ${kept.runId})`);
  return kept?.at ?? null;
}

/** Where it could not be said to the run, or the run refused it. */
export async function dropDecision(
  db: Database,
  { id, outcome, by }: Omit<KeptDecision, "comment">,
): Promise<void> {
  await db
    .update(approvals)
    .set({ keptOutcome: null, keptBy: null, keptComment: null, keptAt: null, keptTold: false })
    .where(
      and(
        eq(approvals.id, id),
        isNull(approvals.outcome),
        eq(approvals.keptOutcome, outcome),
        eq(approvals.keptBy, by),
      ),
    );
}

/** Temporal has it, and tells the run as soon as a worker is there. */
export async function noteDecisionTold(db: Database, id: string): Promise<void> {
  await db.update(approvals).set({ keptTold: true }).where(eq(approvals.id, id));
}

/** Kept for at least so long, and whoever took them has not said that Temporal has them. */
export async function listUntoldDecisions(
  db: Database,
  { olderThanMs, limit }: { readonly olderThanMs: number; readonly limit: number },
): Promise<readonly ApprovalRow[]> {
  return db
    .select()
    .from(approvals)
    .where(
      and(
        isNull(approvals.outcome),
        isNotNull(approvals.keptOutcome),
        not(approvals.keptTold),
        sql`${approvals.keptAt} < now() - make_interval(secs => ${olderThanMs / 1_000})`,
      ),
    )
    .orderBy(approvals.keptAt)
    .limit(limit);
}

/** Closes what is open of that step; what was decided stays as it was decided. */
export async function settleApproval(
  db: Database,
  ruling: {
    readonly runId: string;
    readonly step: string;
    readonly scope?: string;
    readonly outcome: NonNullable<ApprovalRow["outcome"]>;
    readonly by: string;
    readonly comment: string;
  },
): Promise<void> {
  const { runId, step, scope = "", outcome, by, comment } = ruling;
  await db
    .update(approvals)
    .set({
      outcome,
      decidedBy: by === "" ? null : by,
      comment: storableText(comment),
      // When it was made, not when the run heard of it.
      decidedAt: sql`case when ${approvals.keptOutcome} = ${outcome} and ${approvals.keptBy} = ${by}
                       then ${approvals.keptAt} else now() end`,
    })
    .where(
      and(
        eq(approvals.runId, runId),
        eq(approvals.step, step),
        eq(approvals.scope, scope),
        isNull(approvals.outcome),
      ),
    );
  await db.execute(sql`select pg_notify('runs', ${runId})`);
}
