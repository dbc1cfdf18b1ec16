import { and, asc, count, desc, eq, isNull, or, sql, sum } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { scriptActionParts, scriptActions, scriptActionVersions, scripts } from "../schema/actions.ts";
import { modules } from "../schema/modules.ts";
import { tellOfActions } from "./tell-editors.ts";

export type ScriptActionRow = typeof scriptActions.$inferSelect;
export type ScriptActionVersionRow = typeof scriptActionVersions.$inferSelect;

export type ScriptActionPartRow = typeof scriptActionParts.$inferSelect;

/** An action as one of its versions has it. */
export interface ActionVersion {
  readonly action: ScriptActionRow;
  readonly version: ScriptActionVersionRow;
  /** Its further scripts, in order. */
  readonly parts: readonly ScriptActionPartRow[];
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
): Promise<readonly ActionVersion[]> {
  const rows = await db
    .select({ action: scriptActions, version: scriptActionVersions })
    .from(scriptActions)
    .innerJoin(scriptActionVersions, current)
    .where(alive(workspaceId))
    .orderBy(asc(scriptActions.name));
  return withParts(db, rows);
}

async function withParts(
  db: Database,
  rows: readonly Omit<ActionVersion, "parts">[],
): Promise<readonly ActionVersion[]> {
  if (rows.length === 0) return [];
  const { actionId, version } = scriptActionParts;
  const wanted = rows.map((row) => sql`(${row.action.id}, ${row.version.version}::integer)`);
  const found = await db
    .select()
    .from(scriptActionParts)
    .where(sql`(${actionId}, ${version}) in (${sql.join(wanted, sql`, `)})`)
    .orderBy(asc(scriptActionParts.position));
  return rows.map((row) => ({
    ...row,
    parts: found.filter((part) => part.actionId === row.action.id && part.version === row.version.version),
  }));
}

/** `ref` is an id or a name; an id goes first. */
export async function findScriptAction(
  db: Database,
  workspaceId: string,
  ref: string,
): Promise<ActionVersion | null> {
  const rows = await db
    .select({ action: scriptActions, version: scriptActionVersions })
    .from(scriptActions)
    .innerJoin(scriptActionVersions, current)
    .where(and(alive(workspaceId), or(eq(scriptActions.id, ref), eq(scriptActions.name, ref))));
  const row = rows.find(({ action }) => action.id === ref) ?? rows[0];
  return row === undefined ? null : ((await withParts(db, [row]))[0] ?? null);
}

/** Any version of an action, by the action's id. */
export async function findScriptActionVersion(
  db: Database,
  workspaceId: string,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<ActionVersion | null> {
  const rows = await db
    .select({ action: scriptActions, version: scriptActionVersions })
    .from(scriptActions)
    .innerJoin(scriptActionVersions, eq(scriptActionVersions.actionId, scriptActions.id))
    .where(and(alive(workspaceId), eq(scriptActions.id, id), eq(scriptActionVersions.version, version)));
  return (await withParts(db, rows))[0] ?? null;
}

/** Differs after every change of a workspace's actions. */
export async function stampOfActions(db: Database, workspaceId: string): Promise<string> {
  const stamps = [scriptActions, modules].map(async (table) => {
    const [row] = await db
      .select({ all: count(), removed: count(table.deletedAt), versions: sum(table.currentVersion) })
      .from(table)
      .where(eq(table.workspaceId, workspaceId));
    return `${row?.all}.${row?.removed}.${row?.versions ?? 0}`;
  });
  return (await Promise.all(stamps)).join("/");
}

export async function listScriptActionVersions(
  db: Database,
  workspaceId: string,
  actionId: string,
): Promise<readonly ActionVersion[]> {
  const rows = await db
    .select({ action: scriptActions, version: scriptActionVersions })
    .from(scriptActionVersions)
    .innerJoin(scriptActions, eq(scriptActions.id, scriptActionVersions.actionId))
    .where(and(alive(workspaceId), eq(scriptActionVersions.actionId, actionId)))
    .orderBy(desc(scriptActionVersions.version));
  return withParts(db, rows);
}

/** Sources are stored by content, for all workspaces: the caller got the hash from an action of its own. */
export async function getScript(db: Database, hash: string): Promise<string | null> {
  const [row] = await db.select({ source: scripts.source }).from(scripts).where(eq(scripts.hash, hash));
  return row?.source ?? null;
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
  await tellOfActions(db, workspaceId);
  return removed.length === 1;
}
