import { countAdmins, findPerson, lockMembers } from "@riposte/db";
import type { Database, Person } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound, UserError } from "../user-error.ts";

/** By id or e-mail. */
export const personRef = z.string().min(1).max(254);

/** With nobody else changing who belongs to the workspace until the transaction ends. */
export async function personToChange(tx: Database, ctx: Context, ref: string): Promise<Person> {
  const { workspaceId } = ctx.actor;
  await lockMembers(tx, workspaceId);
  const person = await findPerson(tx, workspaceId, ref);
  if (person === null) throw notFound("person", ref);
  return person;
}

/** Without an admin nobody could let anybody in again. */
export async function refuseLastAdmin(tx: Database, person: Person): Promise<void> {
  if (person.role !== "admin" || (await countAdmins(tx, person.workspaceId)) > 1) return;
  const message = `${person.email} is the only admin: make somebody else an admin first.`;
  throw new UserError("conflict", message);
}
