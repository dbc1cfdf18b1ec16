import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";

/** Wakes whoever follows the playbook, once the caller's transaction is committed. */
export async function tellEditors(db: Database, playbookId: string): Promise<void> {
  await db.execute(sql`select pg_notify('drafts', ${playbookId})`);
}

/** Wakes whoever draws a playbook of the workspace: what steps can call has changed. */
export async function tellOfActions(db: Database, workspaceId: string): Promise<void> {
  await db.execute(sql`select pg_notify('drafts', ${workspaceId})`);
}

/** To every process of the API: who has which playbook open. At most 8,000 bytes. */
export async function tellOfPresence(db: Database, sign: string): Promise<void> {
  await db.execute(sql`select pg_notify('presence', ${sign})`);
}
