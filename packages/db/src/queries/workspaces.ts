import { eq } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { newId } from "../ids.ts";
import { workspaces } from "../schema/people.ts";

/** The workspace that a default install has. */
const DEFAULT_WORKSPACE = "ws_default";

/** Its admins look after the installation too; those of other workspaces after their own. */
export function isDefaultWorkspace(id: string): boolean {
  return id === DEFAULT_WORKSPACE;
}

export async function ensureDefaultWorkspace(db: Database): Promise<string> {
  await db.insert(workspaces).values({ id: DEFAULT_WORKSPACE, name: "Default" }).onConflictDoNothing();
  return DEFAULT_WORKSPACE;
}

export async function createWorkspace(db: Database, name: string): Promise<string> {
  const id = newId("ws");
  await db.insert(workspaces).values({ id, name });
  return id;
}

export async function getWorkspace(db: Database, id: string): Promise<{ id: string; name: string } | null> {
  const { id: column, name } = workspaces;
  const [row] = await db.select({ id: column, name }).from(workspaces).where(eq(column, id));
  return row ?? null;
}
