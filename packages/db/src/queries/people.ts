import { and, asc, count, eq, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { newId } from "../ids.ts";
import { accounts, members, sessions, users, workspaces } from "../schema/people.ts";
import type { Role } from "./tokens.ts";

/** The tables that better-auth works on, by the names it has for them. */
export const authTables = { user: users, session: sessions, account: accounts };

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly workspaceId: string;
}

interface NewPerson extends Omit<Person, "id"> {
  readonly passwordHash: string;
}

/** Null when the e-mail has an account already, in whatever workspace. */
export async function createPerson(db: Database, person: NewPerson): Promise<string | null> {
  const { name, email, role, workspaceId, passwordHash } = person;
  const id = newId("usr");
  const [created] = await db
    .insert(users)
    .values({ id, name, email })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (created === undefined) return null;
  const account = { id: newId("acc"), userId: id, accountId: id, providerId: "credential" };
  await db.insert(accounts).values({ ...account, password: passwordHash });
  await db.insert(members).values({ userId: id, workspaceId, role });
  return id;
}

export async function listPeople(db: Database, workspaceId: string) {
  return db
    .select({ ...personColumns, createdAt: members.createdAt })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, workspaceId))
    .orderBy(asc(users.name), asc(users.id));
}

/** By id or e-mail. */
export async function findPerson(db: Database, workspaceId: string, ref: string): Promise<Person | null> {
  const which = ref.includes("@") ? eq(users.email, ref.toLowerCase()) : eq(users.id, ref);
  const [found] = await db
    .select(personColumns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), which));
  return found ?? null;
}

/** Whose e-mail this is, wherever; before anybody is signed in. */
export async function findAccount(
  db: Database,
  email: string,
): Promise<{ readonly id: string; readonly workspaceId: string } | null> {
  const [found] = await db
    .select({ id: members.userId, workspaceId: members.workspaceId })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(users.email, email));
  return found ?? null;
}

/** For decisions about who is admin: one at a time in a workspace. Hand in a transaction. */
export async function lockMembers(db: Database, workspaceId: string): Promise<void> {
  await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for("no key update");
}

/** Whether anybody could let others in: before that there is only the set-up link. */
export async function hasAdmin(db: Database): Promise<boolean> {
  const found = await db
    .select({ id: members.userId })
    .from(members)
    .where(eq(members.role, "admin"))
    .limit(1);
  return found.length === 1;
}

export async function countAdmins(db: Database, workspaceId: string): Promise<number> {
  const [row] = await db
    .select({ admins: count() })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.role, "admin")));
  return row?.admins ?? 0;
}

export async function setRole(
  db: Database,
  workspaceId: string,
  who: { readonly id: string; readonly role: Role },
): Promise<void> {
  await db
    .update(members)
    .set({ role: who.role })
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, who.id)));
}

/** With account and sessions; what they did stays under their e-mail. */
export async function removePerson(db: Database, workspaceId: string, id: string): Promise<void> {
  const member = db
    .select({ id: members.userId })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, id)));
  await db.delete(users).where(sql`${users.id} in ${member}`);
}

/** Ends all sessions too: whoever had the old password is out. */
export async function setPassword(db: Database, userId: string, passwordHash: string): Promise<void> {
  await db
    .update(accounts)
    .set({ password: passwordHash, updatedAt: sql`now()` })
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")));
  await db.delete(sessions).where(eq(sessions.userId, userId));
}

const personColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: members.role,
  workspaceId: members.workspaceId,
};
