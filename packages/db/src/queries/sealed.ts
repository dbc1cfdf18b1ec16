import { and, asc, count, eq, isNotNull, lt, min, notInArray, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { connectors, triggers } from "../schema/playbooks.ts";
import { runs } from "../schema/runs.ts";

/** A secret of any workspace, as it lies in its row. */
export interface SealedRow {
  readonly table: "connectors" | "triggers";
  readonly id: string;
  readonly sealed: Uint8Array;
}

export async function listSealed(db: Database): Promise<readonly SealedRow[]> {
  const ofConnectors = await db
    .select({ id: connectors.id, sealed: connectors.secrets })
    .from(connectors)
    .where(sql`length(${connectors.secrets}) > 0`)
    .orderBy(asc(connectors.id));
  const ofTriggers = await db
    .select({ id: triggers.id, sealed: triggers.secret })
    .from(triggers)
    .where(isNotNull(triggers.secret))
    .orderBy(asc(triggers.id));
  return [
    ...ofConnectors.map((row) => ({ table: "connectors" as const, ...row })),
    ...ofTriggers.flatMap(({ id, sealed }) =>
      sealed === null ? [] : [{ table: "triggers" as const, id, sealed }],
    ),
  ];
}

/** False where it has become another one meanwhile: that stays. */
export async function resealRow(db: Database, row: SealedRow, sealed: Uint8Array): Promise<boolean> {
  const changed =
    row.table === "connectors"
      ? await db
          .update(connectors)
          .set({ secrets: sealed })
          .where(and(eq(connectors.id, row.id), eq(connectors.secrets, row.sealed)))
          .returning({ id: connectors.id })
      : await db
          .update(triggers)
          .set({ secret: sealed })
          .where(and(eq(triggers.id, row.id), eq(triggers.secret, row.sealed)))
          .returning({ id: triggers.id });
  return changed.length === 1;
}

/** Runs of all workspaces that were accepted before and are not over, with the oldest of them. */
export async function openRunsBefore(
  db: Database,
  before: Date,
): Promise<{ readonly count: number; readonly oldest: Date | null }> {
  const [row] = await db
    .select({ count: count(), oldest: min(runs.createdAt) })
    .from(runs)
    .where(
      and(
        lt(runs.createdAt, before),
        notInArray(runs.state, ["done", "failed", "cancelled", "skipped", "lost"]),
      ),
    );
  return { count: row?.count ?? 0, oldest: row?.oldest ?? null };
}

/** One at a time changes the key ring, whichever server it is asked of. */
export async function lockKeyring(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('riposte/keyring'))`);
}
