import { and, asc, desc, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { draftBatches } from "../schema/drafts.ts";
import { playbooks } from "../schema/playbooks.ts";
import { tellEditors } from "./tell-editors.ts";

export type DraftBatchRow = typeof draftBatches.$inferSelect;

/** Who was away for longer reads the draft anew. */
const KEPT_BATCHES = 2_000;

const of = (workspaceId: string, playbookId: string) =>
  and(
    eq(playbooks.workspaceId, workspaceId),
    isNull(playbooks.deletedAt),
    eq(draftBatches.playbookId, playbookId),
  );

/** In the order in which they were saved. */
export async function listBatchesAfter(
  db: Database,
  workspaceId: string,
  wanted: { readonly playbookId: string; readonly revision: number; readonly limit: number },
): Promise<readonly DraftBatchRow[]> {
  const rows = await db
    .select({ batch: draftBatches })
    .from(draftBatches)
    .innerJoin(playbooks, eq(playbooks.id, draftBatches.playbookId))
    .where(and(of(workspaceId, wanted.playbookId), gt(draftBatches.revision, wanted.revision)))
    .orderBy(asc(draftBatches.revision))
    .limit(wanted.limit);
  return rows.map(({ batch }) => batch);
}

/** Of one author, the newest first. */
export async function listBatchesBy(
  db: Database,
  workspaceId: string,
  wanted: { readonly playbookId: string; readonly authorId: string; readonly limit: number },
): Promise<readonly DraftBatchRow[]> {
  const rows = await db
    .select({ batch: draftBatches })
    .from(draftBatches)
    .innerJoin(playbooks, eq(playbooks.id, draftBatches.playbookId))
    .where(and(of(workspaceId, wanted.playbookId), eq(draftBatches.authorId, wanted.authorId)))
    .orderBy(desc(draftBatches.revision))
    .limit(wanted.limit);
  return rows.map(({ batch }) => batch);
}

/** Those of these that were saved already. */
export async function findBatches(
  db: Database,
  workspaceId: string,
  wanted: { readonly playbookId: string; readonly ids: readonly string[] },
): Promise<readonly DraftBatchRow[]> {
  const rows = await db
    .select({ batch: draftBatches })
    .from(draftBatches)
    .innerJoin(playbooks, eq(playbooks.id, draftBatches.playbookId))
    .where(and(of(workspaceId, wanted.playbookId), inArray(draftBatches.id, [...wanted.ids])))
    .orderBy(asc(draftBatches.revision));
  return rows.map(({ batch }) => batch);
}

export interface DraftChange {
  readonly playbookId: string;
  /** The draft with all of it done, as JSON text. */
  readonly draft: string;
  /** One revision each, in order; the last one is the draft's. */
  readonly batches: readonly Omit<DraftBatchRow, "createdAt" | "playbookId">[];
}

/** The caller holds the playbook's lock (`lockPlaybook`), and counts on from its revision. */
export async function storeBatches(db: Database, workspaceId: string, change: DraftChange): Promise<void> {
  const { playbookId, draft, batches } = change;
  const revision = batches.at(-1)?.revision;
  if (revision === undefined) return;
  await db
    .update(playbooks)
    .set({ draft, draftRevision: revision, updatedAt: sql`now()` })
    .where(and(eq(playbooks.workspaceId, workspaceId), eq(playbooks.id, playbookId)));
  await db.insert(draftBatches).values(batches.map((batch) => ({ ...batch, playbookId })));
  await db
    .delete(draftBatches)
    .where(and(eq(draftBatches.playbookId, playbookId), lte(draftBatches.revision, revision - KEPT_BATCHES)));
  await tellEditors(db, playbookId);
}
