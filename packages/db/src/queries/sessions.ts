import { and, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { members, sessions, users } from "../schema/people.ts";
import type { Person } from "./people.ts";

/** Somebody who is signed in. */
export interface SignedIn extends Person {
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Whose session this is, as what; null when it has ended, or its person belongs to no workspace. */
export async function findSession(db: Database, token: string): Promise<SignedIn | null> {
  const [found] = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: members.role,
      workspaceId: members.workspaceId,
      sessionId: sessions.id,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(members, eq(members.userId, users.id))
    .where(and(eq(sessions.token, token), gt(sessions.expiresAt, sql`now()`)));
  return found ?? null;
}

/** Newest first. */
export async function listSessions(db: Database, userId: string) {
  const { id, createdAt, expiresAt, ipAddress, userAgent } = sessions;
  return db
    .select({ id, createdAt, expiresAt, ipAddress, userAgent })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(createdAt));
}

/** False when this person has no such session. */
export async function endSession(db: Database, userId: string, id: string): Promise<boolean> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  return ended.length === 1;
}

/** Returns how many there were. */
export async function endOtherSessions(db: Database, userId: string, kept: string): Promise<number> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, kept)))
    .returning({ id: sessions.id });
  return ended.length;
}

export async function removeExpiredSessions(db: Database): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
}
