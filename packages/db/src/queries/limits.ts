import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { limits } from "../schema/limits.ts";

export type LimitKind = "playbook" | "action" | "connector";

/** Null: not limited in that way. */
export interface LimitRules {
  readonly atOnce: number | null;
  readonly rate: { readonly count: number; readonly seconds: number } | null;
}

export interface Limit extends LimitRules {
  readonly kind: LimitKind;
  /** The playbook's id, the action's key, the connector's name. */
  readonly target: string;
}

interface Of {
  readonly kind: LimitKind;
  readonly target: string;
}

export async function listLimits(db: Database, workspaceId: string): Promise<readonly Limit[]> {
  const rows = await db
    .select()
    .from(limits)
    .where(eq(limits.workspaceId, workspaceId))
    .orderBy(asc(limits.kind), asc(limits.target));
  return rows.map(limitOf);
}

/** Holds for what begins from now on; null lifts it. False when that was no change. */
export async function setLimit(
  db: Database,
  workspaceId: string,
  { rules, ...of }: Of & { readonly rules: LimitRules | null },
): Promise<boolean> {
  if (rules === null || (rules.atOnce === null && rules.rate === null)) {
    const lifted = await db.delete(limits).where(chosen(workspaceId, of)).returning({ kind: limits.kind });
    return lifted.length > 0;
  }
  const values = {
    atOnce: rules.atOnce,
    rateCount: rules.rate?.count ?? null,
    rateSeconds: rules.rate?.seconds ?? null,
  };
  const set = await db
    .insert(limits)
    .values({ workspaceId, ...of, ...values })
    .onConflictDoUpdate({
      target: [limits.workspaceId, limits.kind, limits.target],
      set: { ...values, updatedAt: sql`now()` },
      setWhere: sql`(${limits.atOnce}, ${limits.rateCount}, ${limits.rateSeconds}) is distinct from
        (excluded.at_once, excluded.rate_count, excluded.rate_seconds)`,
    })
    .returning({ kind: limits.kind });
  return set.length > 0;
}

/** Of all workspaces, for who has to know whether there is anything to ask. */
export async function listLimited(
  db: Database,
): Promise<readonly { readonly workspaceId: string; readonly kind: LimitKind; readonly target: string }[]> {
  return db
    .select({ workspaceId: limits.workspaceId, kind: limits.kind, target: limits.target })
    .from(limits);
}

function chosen(workspaceId: string, { kind, target }: Of) {
  return and(eq(limits.workspaceId, workspaceId), eq(limits.kind, kind), eq(limits.target, target));
}

function limitOf({ kind, target, atOnce, rateCount, rateSeconds }: typeof limits.$inferSelect): Limit {
  const rate = rateCount === null || rateSeconds === null ? null : { count: rateCount, seconds: rateSeconds };
  return { kind, target, atOnce, rate };
}
