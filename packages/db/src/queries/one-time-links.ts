import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { newId } from "../ids.ts";
import { oneTimeLinks } from "../schema/people.ts";

type LinkRow = typeof oneTimeLinks.$inferSelect;
/** Never the token, nor its hash. */
export type OneTimeLink = Omit<LinkRow, "hash">;

type NewLink = Pick<LinkRow, "workspaceId" | "purpose" | "email" | "role" | "madeBy"> & {
  readonly validMs: number;
};

/** The answer is the only place where the token can be read. Earlier links for the same are revoked. */
export async function createLink(
  db: Database,
  { validMs, ...link }: NewLink,
): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Date }> {
  const sameEmail = link.email === null ? undefined : eq(oneTimeLinks.email, link.email);
  await db
    .update(oneTimeLinks)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(oneTimeLinks.workspaceId, link.workspaceId),
        eq(oneTimeLinks.purpose, link.purpose),
        sameEmail,
        isNull(oneTimeLinks.usedAt),
        isNull(oneTimeLinks.revokedAt),
      ),
    );
  const token = randomBytes(32).toString("base64url");
  const row = { ...link, id: newId("lnk"), hash: hashOf(token), expiresAt: new Date(Date.now() + validMs) };
  await db.insert(oneTimeLinks).values(row);
  return { id: row.id, token, expiresAt: row.expiresAt };
}

/** Null when it is unknown, was used or revoked, or is too old. */
export async function findLink(db: Database, token: string): Promise<OneTimeLink | null> {
  const [found] = await db
    .select(publicColumns)
    .from(oneTimeLinks)
    .where(and(eq(oneTimeLinks.hash, hashOf(token)), isGood));
  return found ?? null;
}

/** As `findLink`, and it is used from now on: of several at once one gets it. */
export async function spendLink(db: Database, token: string): Promise<OneTimeLink | null> {
  const [spent] = await db
    .update(oneTimeLinks)
    .set({ usedAt: sql`now()` })
    .where(and(eq(oneTimeLinks.hash, hashOf(token)), isGood))
    .returning(publicColumns);
  return spent ?? null;
}

/** Those that can still be used; newest first. */
export async function listLinks(
  db: Database,
  workspaceId: string,
  purpose: LinkRow["purpose"],
): Promise<readonly OneTimeLink[]> {
  return db
    .select(publicColumns)
    .from(oneTimeLinks)
    .where(and(eq(oneTimeLinks.workspaceId, workspaceId), eq(oneTimeLinks.purpose, purpose), isGood))
    .orderBy(desc(oneTimeLinks.createdAt));
}

/** Null when this workspace has no such link that can still be used. */
export async function revokeLink(db: Database, workspaceId: string, id: string): Promise<OneTimeLink | null> {
  const [revoked] = await db
    .update(oneTimeLinks)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(oneTimeLinks.workspaceId, workspaceId), eq(oneTimeLinks.id, id), isGood))
    .returning(publicColumns);
  return revoked ?? null;
}

/** What was meant for somebody who has been removed must not let them in again. */
export async function revokeLinksOf(db: Database, workspaceId: string, email: string): Promise<void> {
  await db
    .update(oneTimeLinks)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(oneTimeLinks.workspaceId, workspaceId), eq(oneTimeLinks.email, email), isGood));
}

const isGood = and(
  isNull(oneTimeLinks.usedAt),
  isNull(oneTimeLinks.revokedAt),
  gt(oneTimeLinks.expiresAt, sql`now()`),
);

const publicColumns = {
  id: oneTimeLinks.id,
  workspaceId: oneTimeLinks.workspaceId,
  purpose: oneTimeLinks.purpose,
  email: oneTimeLinks.email,
  role: oneTimeLinks.role,
  madeBy: oneTimeLinks.madeBy,
  createdAt: oneTimeLinks.createdAt,
  expiresAt: oneTimeLinks.expiresAt,
  usedAt: oneTimeLinks.usedAt,
  revokedAt: oneTimeLinks.revokedAt,
};

/** 256 random bits, so that a plain hash is as good as a slow one. */
function hashOf(token: string): Uint8Array {
  return createHash("sha256").update(token, "utf8").digest();
}
