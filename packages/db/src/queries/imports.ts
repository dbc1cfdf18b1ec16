import { and, eq } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { imports } from "../schema/imports.ts";

export type ImportRow = typeof imports.$inferSelect;

export async function insertImport(db: Database, row: Omit<ImportRow, "createdAt">): Promise<void> {
  await db.insert(imports).values(row);
}

/** Null: the playbook came in no file. */
export async function findImport(
  db: Database,
  workspaceId: string,
  playbookId: string,
): Promise<ImportRow | null> {
  const [row] = await db
    .select()
    .from(imports)
    .where(and(eq(imports.workspaceId, workspaceId), eq(imports.playbookId, playbookId)));
  return row ?? null;
}
