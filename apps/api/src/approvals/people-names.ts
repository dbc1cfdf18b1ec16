import { listPeople } from "@riposte/db";
import type { Context } from "../context.ts";

/** The names of this workspace's people, by e-mail. */
export async function peopleNames({ services, actor }: Context): Promise<ReadonlyMap<string, string>> {
  const people = await listPeople(services.db, actor.workspaceId);
  return new Map(people.map(({ email, name }) => [email.toLowerCase(), name]));
}
