import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { newId } from "../ids.ts";
import { runnerTokens } from "../schema/runners.ts";

/** Never the token itself, nor its hash. */
export type RunnerTokenInfo = Omit<typeof runnerTokens.$inferSelect, "hash">;

/** The answer is the only place where the token can be read. */
export async function createRunnerToken(
  db: Database,
  { workspaceId, group, name }: Pick<RunnerTokenInfo, "workspaceId" | "group" | "name">,
): Promise<{ readonly id: string; readonly token: string }> {
  const token = `ripr_${randomBytes(32).toString("base64url")}`;
  const id = newId("rtk");
  await db.insert(runnerTokens).values({ id, workspaceId, group, name, hash: hashOf(token) });
  return { id, token };
}

/** Whose token this is; null when it is unknown or revoked. Notes the use, at most once a minute. */
export async function findRunnerToken(db: Database, token: string): Promise<RunnerTokenInfo | null> {
  const [found] = await db
    .select(publicColumns)
    .from(runnerTokens)
    .where(and(eq(runnerTokens.hash, hashOf(token)), isNull(runnerTokens.revokedAt)));
  if (found === undefined) return null;
  if (found.lastUsedAt === null || Date.now() - found.lastUsedAt.getTime() > 60_000) {
    await db
      .update(runnerTokens)
      .set({ lastUsedAt: sql`now()` })
      .where(eq(runnerTokens.id, found.id));
  }
  return found;
}

export async function listRunnerTokens(
  db: Database,
  workspaceId: string,
): Promise<readonly RunnerTokenInfo[]> {
  return db
    .select(publicColumns)
    .from(runnerTokens)
    .where(eq(runnerTokens.workspaceId, workspaceId))
    .orderBy(desc(runnerTokens.createdAt));
}

/** False when this workspace has no such token that is still good. */
export async function revokeRunnerToken(db: Database, workspaceId: string, id: string): Promise<boolean> {
  const revoked = await db
    .update(runnerTokens)
    .set({ revokedAt: sql`now()` })
    .where(
      and(eq(runnerTokens.workspaceId, workspaceId), eq(runnerTokens.id, id), isNull(runnerTokens.revokedAt)),
    )
    .returning({ id: runnerTokens.id });
  return revoked.length === 1;
}

/** The groups that a runner can come into, by name. */
export async function listRunnerGroups(db: Database, workspaceId: string): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ group: runnerTokens.group })
    .from(runnerTokens)
    .where(and(eq(runnerTokens.workspaceId, workspaceId), isNull(runnerTokens.revokedAt)))
    .orderBy(runnerTokens.group);
  return rows.map(({ group }) => group);
}

const publicColumns = {
  id: runnerTokens.id,
  workspaceId: runnerTokens.workspaceId,
  group: runnerTokens.group,
  name: runnerTokens.name,
  createdAt: runnerTokens.createdAt,
  lastUsedAt: runnerTokens.lastUsedAt,
  revokedAt: runnerTokens.revokedAt,
};

/** A token has 256 random bits, so that a plain hash is as good as a slow one. */
function hashOf(token: string): Uint8Array {
  return createHash("sha256").update(token, "utf8").digest();
}
