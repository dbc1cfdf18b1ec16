import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { scripts } from "../schema/actions.ts";
import { modules, moduleVersions } from "../schema/modules.ts";
import { sha256 } from "../sha256.ts";
import { tellOfActions } from "./tell-editors.ts";

export interface ModuleVersion {
  readonly module: typeof modules.$inferSelect;
  readonly version: typeof moduleVersions.$inferSelect;
}

export interface NewModuleVersion {
  readonly workspaceId: string;
  /** Used when there is no module of this name yet. */
  readonly id: string;
  readonly name: string;
  /** JSON text, always written the same way: it is compared. */
  readonly definition: string;
  /** Its files, as JSON text. */
  readonly bundle: string;
  readonly author: string;
}

export interface SavedModule {
  readonly id: string;
  readonly version: number;
  readonly created: boolean;
  readonly changed: boolean;
}

const alive = (workspaceId: string) => and(eq(modules.workspaceId, workspaceId), isNull(modules.deletedAt));

export async function listModules(db: Database, workspaceId: string): Promise<readonly ModuleVersion[]> {
  return db
    .select({ module: modules, version: moduleVersions })
    .from(modules)
    .innerJoin(
      moduleVersions,
      and(eq(moduleVersions.moduleId, modules.id), eq(moduleVersions.version, modules.currentVersion)),
    )
    .where(alive(workspaceId))
    .orderBy(asc(modules.name));
}

/** Adds the module, or gives it a next version; the same content makes none. Runs in a transaction of the caller. */
export async function saveModule(db: Database, next: NewModuleVersion): Promise<SavedModule> {
  const { workspaceId, name } = next;
  const inserted = await db
    .insert(modules)
    .values({ id: next.id, workspaceId, name, currentVersion: 1 })
    .onConflictDoNothing()
    .returning({ id: modules.id });
  if (inserted.length === 1) {
    await storeVersion(db, next, { id: next.id, version: 1 });
    return { id: next.id, version: 1, created: true, changed: true };
  }
  const [now] = await db
    .select({ module: modules, version: moduleVersions })
    .from(modules)
    .innerJoin(
      moduleVersions,
      and(eq(moduleVersions.moduleId, modules.id), eq(moduleVersions.version, modules.currentVersion)),
    )
    .where(and(alive(workspaceId), eq(modules.name, name)))
    .for("update");
  if (now === undefined) throw new Error(`The module ${name} could not be stored.`);
  const { id, currentVersion } = now.module;
  const isSame = now.version.definition === next.definition && now.version.scriptHash === sha256(next.bundle);
  if (isSame) return { id, version: currentVersion, created: false, changed: false };
  const version = currentVersion + 1;
  await storeVersion(db, next, { id, version });
  await db.update(modules).set({ currentVersion: version }).where(eq(modules.id, id));
  return { id, version, created: false, changed: true };
}

async function storeVersion(
  db: Database,
  { bundle, definition, author, workspaceId }: NewModuleVersion,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<void> {
  const scriptHash = sha256(bundle);
  await db.insert(scripts).values({ hash: scriptHash, source: bundle }).onConflictDoNothing();
  await db.insert(moduleVersions).values({ moduleId: id, version, definition, scriptHash, author });
  await tellOfActions(db, workspaceId);
}

/** Keeps the row for the plans that pin it, under a name that frees the old one. */
export async function removeModule(db: Database, workspaceId: string, id: string): Promise<boolean> {
  const removed = await db
    .update(modules)
    .set({ name: sql`${modules.name} || ' (removed ' || ${modules.id} || ')'`, deletedAt: sql`now()` })
    .where(and(alive(workspaceId), eq(modules.id, id)))
    .returning({ id: modules.id });
  await tellOfActions(db, workspaceId);
  return removed.length === 1;
}
