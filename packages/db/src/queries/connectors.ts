import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { newId } from "../ids.ts";
import { connectors } from "../schema/playbooks.ts";

export type ConnectorRow = typeof connectors.$inferSelect;
/** What may be shown: everything but the sealed secrets. */
export type ConnectorInfo = Pick<
  ConnectorRow,
  "id" | "name" | "type" | "settings" | "runnerGroup" | "createdAt" | "updatedAt"
>;

interface SavedConnector {
  readonly workspaceId: string;
  readonly name: string;
  readonly type: string;
  /** JSON text. */
  readonly settings: string;
  /** The only runners that it is for; absent: those of the installation. */
  readonly runnerGroup?: string | null;
  /** Seals the secrets for the id that the connector has or gets; null keeps those it has. */
  readonly sealSecrets: ((id: string) => Uint8Array) | null;
}

/** Creates or updates by name. A deleted one of that name comes back. */
export async function saveConnector(
  db: Database,
  connector: SavedConnector,
): Promise<{ id: string; created: boolean }> {
  const { workspaceId, name, type, settings, runnerGroup = null, sealSecrets } = connector;
  return db.transaction(async (tx) => {
    const blank = { id: newId("con"), workspaceId, name, type, settings, secrets: new Uint8Array() };
    const inserted = await tx
      .insert(connectors)
      .values(blank)
      .onConflictDoNothing()
      .returning({ id: connectors.id });
    const [row] = await tx.select().from(connectors).where(named(workspaceId, name)).for("update");
    if (row === undefined) throw new Error(`Connector ${name} could not be stored.`);
    const keptSecrets = row.deletedAt === null ? row.secrets : new Uint8Array();
    const secrets = sealSecrets === null ? keptSecrets : sealSecrets(row.id);
    await tx
      .update(connectors)
      .set({ type, settings, secrets, runnerGroup, updatedAt: sql`now()`, deletedAt: null })
      .where(eq(connectors.id, row.id));
    return { id: row.id, created: inserted.length === 1 || row.deletedAt !== null };
  });
}

/** With its sealed secrets (empty when it never had any): for the activity that uses it, and for nobody else. */
export async function getConnector(
  db: Database,
  workspaceId: string,
  name: string,
): Promise<ConnectorRow | null> {
  const [row] = await db
    .select()
    .from(connectors)
    .where(and(named(workspaceId, name), isNull(connectors.deletedAt)));
  return row ?? null;
}

export async function listConnectors(db: Database, workspaceId: string): Promise<ConnectorInfo[]> {
  const { id, name, type, settings, runnerGroup, createdAt, updatedAt } = connectors;
  return db
    .select({ id, name, type, settings, runnerGroup, createdAt, updatedAt })
    .from(connectors)
    .where(and(eq(connectors.workspaceId, workspaceId), isNull(connectors.deletedAt)))
    .orderBy(asc(connectors.name));
}

/** Forgets the secrets at once; the row stays for the history. False when there is no such connector. */
export async function deleteConnector(db: Database, workspaceId: string, name: string): Promise<boolean> {
  const deleted = await db
    .update(connectors)
    .set({ deletedAt: sql`now()`, secrets: new Uint8Array() })
    .where(and(named(workspaceId, name), isNull(connectors.deletedAt)))
    .returning({ id: connectors.id });
  return deleted.length === 1;
}

function named(workspaceId: string, name: string) {
  return and(eq(connectors.workspaceId, workspaceId), eq(connectors.name, name));
}
