import { and, asc, desc, eq, isNull, or, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { scriptActions, scriptActionVersions, scripts } from "../schema/playbooks.ts";
import { sha256 } from "../sha256.ts";

export type ScriptActionRow = typeof scriptActions.$inferSelect;
export type ScriptActionVersionRow = typeof scriptActionVersions.$inferSelect;

export interface CurrentAction {
  readonly action: ScriptActionRow;
  readonly version: ScriptActionVersionRow;
}

const alive = (workspaceId: string) =>
  and(eq(scriptActions.workspaceId, workspaceId), isNull(scriptActions.deletedAt));

const current = and(
  eq(scriptActionVersions.actionId, scriptActions.id),
  eq(scriptActionVersions.version, scriptActions.currentVersion),
);

export async function listScriptActions(
  db: Database,
  workspaceId: string,
): Promise<readonly CurrentAction[]> {
  return db
    .select({ action: scriptActions, version: scriptActionVersions })
    .from(scriptActions)
    .innerJoin(scriptActionVersions, current)
    .where(alive(workspaceId))
    .orderBy(asc(scriptActions.name));
}

/** `ref` is an id or a name; an id goes first. */
export async function findScriptAction(
  db: Database,
  workspaceId: string,
  ref: string,
): Promise<CurrentAction | null> {
  const rows = await db
    .select({ action: scriptActions, version: scriptActionVersions })
    .from(scriptActions)
    .innerJoin(scriptActionVersions, current)
    .where(and(alive(workspaceId), or(eq(scriptActions.id, ref), eq(scriptActions.name, ref))));
  return rows.find((row) => row.action.id === ref) ?? rows[0] ?? null;
}

export async function listScriptActionVersions(
  db: Database,
  workspaceId: string,
  actionId: string,
): Promise<readonly ScriptActionVersionRow[]> {
  const rows = await db
    .select({ version: scriptActionVersions })
    .from(scriptActionVersions)
    .innerJoin(scriptActions, eq(scriptActions.id, scriptActionVersions.actionId))
    .where(and(alive(workspaceId), eq(scriptActionVersions.actionId, actionId)))
    .orderBy(desc(scriptActionVersions.version));
  return rows.map((row) => row.version);
}

/** Sources are stored by content, for all workspaces: the caller got the hash from an action of its own. */
export async function getScript(db: Database, hash: string): Promise<string | null> {
  const [row] = await db.select({ source: scripts.source }).from(scripts).where(eq(scripts.hash, hash));
  return row?.source ?? null;
}

export interface NewActionVersion {
  readonly workspaceId: string;
  /** Used when there is no action of this name yet. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly source: string;
  /** JSON text, always written the same way: it is compared. */
  readonly definition: string;
  readonly author: string;
}

/** Creates the action, or gives it a next version; the same source and definition make none. Runs in a transaction of the caller. */
export async function saveScriptAction(
  db: Database,
  next: NewActionVersion,
): Promise<{
  readonly id: string;
  readonly version: number;
  readonly created: boolean;
  readonly changed: boolean;
}> {
  const { workspaceId, name, description, definition, author } = next;
  const scriptHash = sha256(next.source);
  await db.insert(scripts).values({ hash: scriptHash, source: next.source }).onConflictDoNothing();
  const inserted = await db
    .insert(scriptActions)
    .values({ id: next.id, workspaceId, name, description, currentVersion: 1 })
    .onConflictDoNothing()
    .returning({ id: scriptActions.id });
  if (inserted.length === 1) {
    await db
      .insert(scriptActionVersions)
      .values({ actionId: next.id, version: 1, definition, scriptHash, author });
    return { id: next.id, version: 1, created: true, changed: true };
  }

  const [action] = await db
    .select()
    .from(scriptActions)
    .where(and(alive(workspaceId), eq(scriptActions.name, name)))
    .for("update");
  if (action === undefined) throw new Error(`Action ${name} could not be stored.`);
  const [now] = await db
    .select()
    .from(scriptActionVersions)
    .where(
      and(
        eq(scriptActionVersions.actionId, action.id),
        eq(scriptActionVersions.version, action.currentVersion),
      ),
    );
  const same = now?.scriptHash === scriptHash && now.definition === definition;
  const version = same ? action.currentVersion : action.currentVersion + 1;
  if (!same) {
    await db
      .insert(scriptActionVersions)
      .values({ actionId: action.id, version, definition, scriptHash, author });
  }
  await db
    .update(scriptActions)
    .set({ currentVersion: version, description })
    .where(eq(scriptActions.id, action.id));
  return {
    id: action.id,
    version,
    created: false,
    changed: !same || action.description !== description,
  };
}

/** Keeps the row for the plans that pin it, under a name that frees the old one. */
export async function removeScriptAction(db: Database, workspaceId: string, id: string): Promise<boolean> {
  const removed = await db
    .update(scriptActions)
    .set({
      name: sql`${scriptActions.name} || ' (removed ' || ${scriptActions.id} || ')'`,
      deletedAt: sql`now()`,
    })
    .where(and(alive(workspaceId), eq(scriptActions.id, id)))
    .returning({ id: scriptActions.id });
  return removed.length === 1;
}
