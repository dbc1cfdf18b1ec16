import { listActionUses } from "@riposte/db";
import { usedBy } from "../connectors/used-by.ts";
import { needs } from "../trpc.ts";

/** By key: the playbooks whose steps call it. What nobody calls is left out. */
export const uses = needs("actions.read").query(async ({ ctx }) => {
  const found = await listActionUses(ctx.services.db, ctx.actor.workspaceId);
  const keys = [...new Set(found.map(({ ref }) => ref))];
  return keys.map((key) => ({ key, usedBy: usedBy(key, found) }));
});
