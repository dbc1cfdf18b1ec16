import { listPeople } from "@riposte/db";
import { needs } from "../trpc.ts";

/** Everybody who belongs to the workspace, by name. */
export const list = needs("people.read").query(async ({ ctx }) => {
  const rows = await listPeople(ctx.services.db, ctx.actor.workspaceId);
  return rows.map(({ id, name, email, role, createdAt }) => ({
    id,
    name,
    email,
    role,
    since: createdAt.toISOString(),
  }));
});
