import { and, asc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { attempts, runs } from "../schema/runs.ts";

// Thin on purpose: the rules are SQL functions (migrations/0001), shared with the Python worker.

export interface AttemptKey {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
}

export type Claim =
  /** It is the caller's to run. */
  | { readonly verdict: "claimed"; readonly fence: number; readonly leaseRemainingMs: number }
  /** It has ended; `outcome` is an `ActionOutcome` as JSON text. */
  | { readonly verdict: "ended"; readonly outcome: string }
  /** Somebody else runs it: ask again when the lease may have ended. */
  | { readonly verdict: "busy"; readonly leaseRemainingMs: number };

/** Who holds an attempt: the instance, or `<instance>/<claim>` to be able to repeat a claim whose answer was lost. */
export interface AttemptHold {
  readonly owner: string;
  readonly fence: number;
}

export interface AttemptEnd {
  readonly state: "done" | "failed" | "unknown";
  /** An `ActionOutcome` as JSON text. */
  readonly outcome: string;
  readonly log: string | null;
  readonly exitCode: number | null;
  readonly durationMs: number | null;
}

export async function claimAttempt(
  db: Database,
  key: AttemptKey,
  claim: { readonly owner: string; readonly mayTakeOver: boolean },
): Promise<Claim> {
  const [row] = await db.execute<{
    verdict: Claim["verdict"];
    fence: number;
    outcome: string | null;
    lease_remaining_ms: number;
  }>(sql`select * from attempt_claim(${keySql(key)}, ${claim.owner}, ${claim.mayTakeOver})`);
  if (row === undefined) throw new Error("attempt_claim gave no row.");
  const leaseRemainingMs = row.lease_remaining_ms;
  if (row.verdict === "claimed") return { verdict: "claimed", fence: row.fence, leaseRemainingMs };
  if (row.verdict === "busy") return { verdict: "busy", leaseRemainingMs };
  if (row.outcome === null) throw new Error("An ended attempt has no outcome.");
  return { verdict: "ended", outcome: row.outcome };
}

/** Extends the lease to 60 s from now. Not `held`: lost, stop at once. */
export async function renewAttempt(
  db: Database,
  key: AttemptKey,
  hold: AttemptHold,
): Promise<{ held: boolean; cancelRequested: boolean }> {
  const [row] = await db.execute<{ held: boolean; cancel_requested: boolean }>(
    sql`select * from attempt_renew(${keySql(key)}, ${hold.owner}, ${hold.fence})`,
  );
  return { held: row?.held ?? false, cancelRequested: row?.cancel_requested ?? false };
}

/** The outcome that counts, which need not be the caller's; null while somebody who took over is running it. */
export async function finishAttempt(
  db: Database,
  key: AttemptKey,
  end: AttemptHold & AttemptEnd,
): Promise<string | null> {
  const [row] = await db.execute<{ outcome: string | null }>(
    sql`select attempt_finish(${keySql(key)}, ${end.owner}, ${end.fence}, ${end.state}, ${end.outcome},
      ${end.log}, ${end.exitCode}, ${end.durationMs}) as outcome`,
  );
  return row?.outcome ?? null;
}

/** Ends the leases of a worker that is gone with everything it started; returns how many. */
export async function expireOwner(db: Database, owner: string): Promise<number> {
  const [row] = await db.execute<{ expired: number }>(
    sql`select attempt_expire_owner(${owner}) as expired, module_trigger_expire_owner(${owner})`,
  );
  return row?.expired ?? 0;
}

/** Asks whoever runs it to stop. */
export async function cancelAttempt(db: Database, key: AttemptKey): Promise<void> {
  await db.execute(sql`select attempt_cancel(${keySql(key)})`);
}

export type AttemptRow = typeof attempts.$inferSelect;

/** All attempts of a run, in the order in which they began. */
export async function listAttempts(db: Database, workspaceId: string, runId: string): Promise<AttemptRow[]> {
  return db
    .select(getTableColumns(attempts))
    .from(attempts)
    .innerJoin(runs, eq(runs.id, attempts.runId))
    .where(and(eq(runs.workspaceId, workspaceId), eq(attempts.runId, runId)))
    .orderBy(asc(attempts.startedAt), asc(attempts.step), asc(attempts.attempt));
}

function keySql(key: AttemptKey) {
  return sql`${key.runId}, ${key.step}, ${key.scope}, ${key.attempt}`;
}
