import { and, asc, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { playbooks, triggers, versions } from "../schema/playbooks.ts";
import { tellEditors } from "./tell-editors.ts";

export type PlaybookRow = typeof playbooks.$inferSelect;
export type VersionRow = typeof versions.$inferSelect;

const alive = (workspaceId: string) =>
  and(eq(playbooks.workspaceId, workspaceId), isNull(playbooks.deletedAt));

/** `ref` is an id or a name; an id goes first. */
const named = (ref: string) => or(eq(playbooks.id, ref), eq(playbooks.name, ref));

export async function findPlaybook(
  db: Database,
  workspaceId: string,
  ref: string,
): Promise<PlaybookRow | null> {
  const rows = await db
    .select()
    .from(playbooks)
    .where(and(alive(workspaceId), named(ref)));
  return rows.find((row) => row.id === ref) ?? rows[0] ?? null;
}

/** The same, and nobody else may change it until the transaction ends. */
export async function lockPlaybook(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<PlaybookRow | null> {
  const [row] = await db
    .select()
    .from(playbooks)
    .where(and(alive(workspaceId), eq(playbooks.id, id)))
    .for("update");
  return row ?? null;
}

export async function listPlaybooks(
  db: Database,
  workspaceId: string,
): Promise<readonly { readonly playbook: PlaybookRow; readonly trigger: string | null }[]> {
  return db
    .select({ playbook: playbooks, trigger: triggers.type })
    .from(playbooks)
    .leftJoin(triggers, eq(triggers.playbookId, playbooks.id))
    .where(alive(workspaceId))
    .orderBy(asc(playbooks.name));
}

/** Names by id; of removed ones, too. */
export async function namePlaybooks(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: playbooks.id, name: playbooks.name })
    .from(playbooks)
    .where(and(eq(playbooks.workspaceId, workspaceId), inArray(playbooks.id, [...ids])));
  return new Map(rows.map(({ id, name }) => [id, name.replace(` (removed ${id})`, " (removed)")]));
}

export interface NewPlaybook {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly description: string;
  readonly draft: string;
  readonly folder?: string;
  readonly tags?: string[];
}

/** False when the name is taken. */
export async function insertPlaybook(db: Database, row: NewPlaybook): Promise<boolean> {
  const inserted = await db
    .insert(playbooks)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: playbooks.id });
  return inserted.length === 1;
}

/** What is absent stays. False when another playbook of the workspace has the name. */
export async function describePlaybook(
  db: Database,
  workspaceId: string,
  change: {
    readonly id: string;
    readonly name?: string | undefined;
    readonly description?: string | undefined;
  },
): Promise<boolean> {
  const { id, name, description } = change;
  try {
    // In a savepoint: a name that is taken does not end the caller's transaction.
    await db.transaction((tx) =>
      tx
        .update(playbooks)
        .set({ name, description, updatedAt: sql`now()` })
        .where(and(alive(workspaceId), eq(playbooks.id, id))),
    );
    await tellEditors(db, id);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** PostgreSQL's unique_violation. */
function isTaken(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ("code" in at && at.code === "23505") return true;
  return false;
}

/** Newest first; without graphs, for lists. */
export async function listVersions(
  db: Database,
  workspaceId: string,
  playbookId: string,
): Promise<readonly Omit<VersionRow, "graph" | "gives" | "calls" | "onError">[]> {
  return db
    .select({
      playbookId: versions.playbookId,
      version: versions.version,
      planHash: versions.planHash,
      message: versions.message,
      author: versions.author,
      createdAt: versions.createdAt,
    })
    .from(versions)
    .innerJoin(playbooks, eq(playbooks.id, versions.playbookId))
    .where(and(eq(playbooks.workspaceId, workspaceId), eq(versions.playbookId, playbookId)))
    .orderBy(desc(versions.version));
}

export async function findVersion(
  db: Database,
  workspaceId: string,
  wanted: { readonly playbookId: string; readonly version: number },
): Promise<VersionRow | null> {
  const [row] = await db
    .select({ version: versions })
    .from(versions)
    .innerJoin(playbooks, eq(playbooks.id, versions.playbookId))
    .where(
      and(
        eq(playbooks.workspaceId, workspaceId),
        eq(versions.playbookId, wanted.playbookId),
        eq(versions.version, wanted.version),
      ),
    );
  return row?.version ?? null;
}

/** The caller holds the playbook's lock (`lockPlaybook`), so that numbers do not collide. */
export async function insertVersion(
  db: Database,
  workspaceId: string,
  version: Omit<typeof versions.$inferInsert, "createdAt">,
): Promise<void> {
  await db.insert(versions).values(version);
  await db
    .update(playbooks)
    .set({ publishedVersion: version.version, updatedAt: sql`now()` })
    .where(and(alive(workspaceId), eq(playbooks.id, version.playbookId)));
  await tellEditors(db, version.playbookId);
}

/** The binding follows: a switched-off playbook accepts nothing. */
export async function setPlaybookEnabled(
  db: Database,
  workspaceId: string,
  change: { readonly id: string; readonly enabled: boolean },
): Promise<void> {
  const { id, enabled } = change;
  await db
    .update(playbooks)
    .set({ enabled, updatedAt: sql`now()` })
    .where(and(alive(workspaceId), eq(playbooks.id, id)));
  await db
    .update(triggers)
    .set({ enabled })
    .where(and(eq(triggers.workspaceId, workspaceId), eq(triggers.playbookId, id)));
  await tellEditors(db, id);
}

/** Keeps the row for its runs, under a name that frees the old one; the binding and its secret go. */
export async function removePlaybook(db: Database, workspaceId: string, id: string): Promise<boolean> {
  const removed = await db
    .update(playbooks)
    .set({
      name: sql`${playbooks.name} || ' (removed ' || ${playbooks.id} || ')'`,
      enabled: false,
      deletedAt: sql`now()`,
    })
    .where(and(alive(workspaceId), eq(playbooks.id, id)))
    .returning({ id: playbooks.id });
  await db.delete(triggers).where(and(eq(triggers.workspaceId, workspaceId), eq(triggers.playbookId, id)));
  await tellEditors(db, id);
  return removed.length === 1;
}
