import { and, asc, count, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { playbooks } from "../schema/playbooks.ts";
import { tellEditors } from "./tell-editors.ts";

export interface PlaybookShelves {
  /** Those that hold playbooks themselves, by name. */
  readonly folders: readonly { readonly folder: string; readonly playbooks: number }[];
  readonly tags: readonly { readonly tag: string; readonly playbooks: number }[];
  readonly archived: number;
}

/** How the workspace's playbooks are ordered; what is archived counts only as that. */
export async function readShelves(db: Database, workspaceId: string): Promise<PlaybookShelves> {
  const alive = and(eq(playbooks.workspaceId, workspaceId), isNull(playbooks.deletedAt));
  const shown = and(alive, isNull(playbooks.archivedAt));
  const folders = await db
    .select({ folder: playbooks.folder, playbooks: count() })
    .from(playbooks)
    .where(and(shown, ne(playbooks.folder, "")))
    .groupBy(playbooks.folder)
    .orderBy(sql`lower(${playbooks.folder})`);
  const tags = await db
    .select({ tag: sql<string>`tag`, playbooks: count() })
    .from(playbooks)
    .crossJoin(sql`unnest(${playbooks.tags}) tag`)
    .where(shown)
    .groupBy(sql`tag`)
    .orderBy(sql`lower(tag)`);
  const [out] = await db
    .select({ archived: count() })
    .from(playbooks)
    .where(and(alive, isNotNull(playbooks.archivedAt)));
  return { folders, tags, archived: out?.archived ?? 0 };
}

/** What is absent stays. */
export async function shelvePlaybook(
  db: Database,
  workspaceId: string,
  change: { readonly id: string; readonly folder?: string | undefined; readonly tags?: string[] | undefined },
): Promise<void> {
  const { id, folder, tags } = change;
  await db
    .update(playbooks)
    .set({ folder, tags })
    .where(and(eq(playbooks.workspaceId, workspaceId), eq(playbooks.id, id), isNull(playbooks.deletedAt)));
}

/** The folder and all in it, which keep their places within it; how many playbooks that are. */
export async function renameFolder(
  db: Database,
  workspaceId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number> {
  const moved = await db
    .update(playbooks)
    .set({ folder: sql`${to} || substr(${playbooks.folder}, length(${from}) + 1)` })
    .where(
      and(
        eq(playbooks.workspaceId, workspaceId),
        sql`(${playbooks.folder} = ${from} or starts_with(${playbooks.folder}, ${`${from}/`}))`,
      ),
    )
    .returning({ id: playbooks.id });
  return moved.length;
}

/** The caller switches off what is archived. */
export async function setPlaybookArchived(
  db: Database,
  workspaceId: string,
  change: { readonly id: string; readonly archived: boolean },
): Promise<void> {
  const { id, archived } = change;
  await db
    .update(playbooks)
    .set({ archivedAt: archived ? sql`now()` : null })
    .where(and(eq(playbooks.workspaceId, workspaceId), eq(playbooks.id, id), isNull(playbooks.deletedAt)));
  await tellEditors(db, id);
}

/** Whose drafts hold a text, by name; case does not count. In a draft, which is JSON, it stands as JSON writes it. */
export async function findPlaybooksByText(
  db: Database,
  workspaceId: string,
  wanted: { readonly text: string; readonly limit: number },
): Promise<readonly { readonly id: string; readonly name: string; readonly draft: string }[]> {
  const written = JSON.stringify(wanted.text).slice(1, -1);
  return db
    .select({ id: playbooks.id, name: playbooks.name, draft: playbooks.draft })
    .from(playbooks)
    .where(
      and(
        eq(playbooks.workspaceId, workspaceId),
        isNull(playbooks.deletedAt),
        isNull(playbooks.archivedAt),
        sql`strpos(lower(${playbooks.draft}), lower(${written})) > 0`,
      ),
    )
    .orderBy(asc(sql`lower(${playbooks.name})`))
    .limit(wanted.limit);
}
