import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { newId } from "../ids.ts";
import { apiTokens } from "../schema/people.ts";

type TokenRow = typeof apiTokens.$inferSelect;
export type Role = TokenRow["role"];
/** Never the token itself, nor its hash. */
export type TokenInfo = Omit<TokenRow, "hash">;

interface NewToken {
  readonly workspaceId: string;
  readonly name: string;
  readonly role: Role;
  /** For a token that was made elsewhere (the local one, in a file); absent: a new one. */
  readonly token?: string;
}

/** `rip_` and 256 random bits. */
export function newToken(): string {
  return `rip_${randomBytes(32).toString("base64url")}`;
}

/** The answer is the only place where the token can be read; doing it again with the same token changes nothing. */
export async function createToken(db: Database, token: NewToken): Promise<{ id: string; token: string }> {
  const secret = token.token ?? newToken();
  const { workspaceId, name, role } = token;
  const row = { id: newId("tok"), workspaceId, name, role, hash: hashOf(secret) };
  const [created] = await db
    .insert(apiTokens)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: apiTokens.id });
  if (created !== undefined) return { id: created.id, token: secret };
  const [existing] = await db
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(eq(apiTokens.hash, row.hash));
  if (existing === undefined) throw new Error("The token could not be stored.");
  return { id: existing.id, token: secret };
}

/** Whose token this is; null when it is unknown or revoked. Notes the use, at most once a minute. */
export async function findToken(db: Database, token: string): Promise<TokenInfo | null> {
  const [found] = await db
    .select(publicColumns)
    .from(apiTokens)
    .where(and(eq(apiTokens.hash, hashOf(token)), isNull(apiTokens.revokedAt)));
  if (found === undefined) return null;
  if (found.lastUsedAt === null || Date.now() - found.lastUsedAt.getTime() > 60_000) {
    await db
      .update(apiTokens)
      .set({ lastUsedAt: sql`now()` })
      .where(eq(apiTokens.id, found.id));
  }
  return found;
}

export async function listTokens(db: Database, workspaceId: string): Promise<TokenInfo[]> {
  return db
    .select(publicColumns)
    .from(apiTokens)
    .where(eq(apiTokens.workspaceId, workspaceId))
    .orderBy(desc(apiTokens.createdAt));
}

/** False when this workspace has no such token that is still good. */
export async function revokeToken(db: Database, workspaceId: string, id: string): Promise<boolean> {
  const revoked = await db
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiTokens.workspaceId, workspaceId), eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id });
  return revoked.length === 1;
}

const publicColumns = {
  id: apiTokens.id,
  workspaceId: apiTokens.workspaceId,
  name: apiTokens.name,
  role: apiTokens.role,
  createdAt: apiTokens.createdAt,
  lastUsedAt: apiTokens.lastUsedAt,
  revokedAt: apiTokens.revokedAt,
};

/** A token has 256 random bits, so that a plain hash is as good as a slow one. */
function hashOf(token: string): Uint8Array {
  return createHash("sha256").update(token, "utf8").digest();
}
