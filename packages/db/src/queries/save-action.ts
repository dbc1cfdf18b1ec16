import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { scriptActionParts, scriptActions, scriptActionVersions, scripts } from "../schema/actions.ts";
import { sha256 } from "../sha256.ts";
import { tellOfActions } from "./tell-editors.ts";

interface NewScript {
  readonly source: string;
  /** JSON text, always written the same way: it is compared. */
  readonly definition: string;
}

export interface NewActionVersion extends NewScript {
  readonly workspaceId: string;
  /** Used when there is no action of this name yet. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Its further scripts, in order. */
  readonly parts: readonly (NewScript & { readonly name: string })[];
  readonly author: string;
}

export interface SavedAction {
  readonly id: string;
  readonly version: number;
  readonly created: boolean;
  readonly changed: boolean;
}

/** Creates the action, or gives it a next version; the same content makes none. Runs in a transaction of the caller. */
export async function saveScriptAction(db: Database, next: NewActionVersion): Promise<SavedAction> {
  const { workspaceId, name, description } = next;
  const inserted = await db
    .insert(scriptActions)
    .values({ id: next.id, workspaceId, name, description, currentVersion: 1 })
    .onConflictDoNothing()
    .returning({ id: scriptActions.id });
  if (inserted.length === 1) {
    await storeVersion(db, next, { id: next.id, version: 1 });
    return { id: next.id, version: 1, created: true, changed: true };
  }

  const [action] = await db
    .select()
    .from(scriptActions)
    .where(
      and(
        eq(scriptActions.workspaceId, workspaceId),
        isNull(scriptActions.deletedAt),
        eq(scriptActions.name, name),
      ),
    )
    .for("update");
  if (action === undefined) throw new Error(`Action ${name} could not be stored.`);
  const { id, currentVersion } = action;
  const isSame =
    action.description === description &&
    (await contentOf(db, { id, version: currentVersion })) === contentOfNext(next);
  if (isSame) return { id, version: currentVersion, created: false, changed: false };
  const version = currentVersion + 1;
  await storeVersion(db, next, { id, version });
  await db
    .update(scriptActions)
    .set({ currentVersion: version, description })
    .where(eq(scriptActions.id, id));
  return { id, version, created: false, changed: true };
}

interface Place {
  readonly id: string;
  readonly version: number;
}

async function storeVersion(db: Database, next: NewActionVersion, { id, version }: Place): Promise<void> {
  const { definition, description, author, parts } = next;
  const sources = [next.source, ...parts.map(({ source }) => source)];
  await db
    .insert(scripts)
    .values(sources.map((source) => ({ hash: sha256(source), source })))
    .onConflictDoNothing();
  await db.insert(scriptActionVersions).values({
    actionId: id,
    version,
    definition,
    description,
    scriptHash: sha256(next.source),
    author,
  });
  if (parts.length > 0) {
    await db.insert(scriptActionParts).values(
      parts.map((part, position) => ({
        actionId: id,
        version,
        name: part.name,
        position,
        definition: part.definition,
        scriptHash: sha256(part.source),
      })),
    );
  }
  await tellOfActions(db, next.workspaceId);
}

function contentOfNext({ definition, source, parts }: NewActionVersion): string {
  const further = parts.map((part) => [part.name, part.definition, sha256(part.source)]);
  return JSON.stringify([definition, sha256(source), ...further]);
}

async function contentOf(db: Database, { id, version }: Place): Promise<string> {
  const [now] = await db
    .select()
    .from(scriptActionVersions)
    .where(and(eq(scriptActionVersions.actionId, id), eq(scriptActionVersions.version, version)));
  const parts = await db
    .select()
    .from(scriptActionParts)
    .where(and(eq(scriptActionParts.actionId, id), eq(scriptActionParts.version, version)))
    .orderBy(scriptActionParts.position);
  const further = parts.map((part) => [part.name, part.definition, part.scriptHash]);
  return JSON.stringify([now?.definition, now?.scriptHash, ...further]);
}
