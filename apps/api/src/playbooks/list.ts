import { listPlaybooks } from "@riposte/db";
import { needs } from "../trpc.ts";

export const list = needs("playbooks.read").query(async ({ ctx }) => {
  const rows = await listPlaybooks(ctx.services.db, ctx.actor.workspaceId);
  return rows.map(({ playbook, trigger }) => ({
    id: playbook.id,
    name: playbook.name,
    description: playbook.description,
    enabled: playbook.enabled,
    archived: playbook.archivedAt !== null,
    /** Type of the published trigger; null before the first publish. */
    trigger,
    publishedVersion: playbook.publishedVersion,
    draftRevision: playbook.draftRevision,
    updatedAt: playbook.updatedAt.toISOString(),
  }));
});
