import { findTrigger, listRejections, listVersions } from "@riposte/db";
import { z } from "zod";
import { needs } from "../trpc.ts";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { hookPath } from "./hook.ts";

export const get = needs("playbooks.read")
  .input(z.object({ name: playbookRef }).strict())
  .query(({ ctx, input }) => describePlaybook(ctx, input.name));

async function describePlaybook(ctx: Context, ref: string) {
  const playbook = await requirePlaybook(ctx, ref);
  const { services, actor } = ctx;
  const [versions, trigger] = await Promise.all([
    listVersions(services.db, actor.workspaceId, playbook.id),
    findTrigger(services.db, actor.workspaceId, playbook.id),
  ]);
  const rejections = trigger === null ? [] : await listRejections(services.db, actor.workspaceId, trigger.id);
  return {
    id: playbook.id,
    name: playbook.name,
    description: playbook.description,
    enabled: playbook.enabled,
    /** The graph. */
    draft: JSON.parse(playbook.draft) as unknown,
    draftRevision: playbook.draftRevision,
    publishedVersion: playbook.publishedVersion,
    createdAt: playbook.createdAt.toISOString(),
    updatedAt: playbook.updatedAt.toISOString(),
    versions: versions.map(({ version, message, author, planHash, createdAt }) => ({
      version,
      message,
      author,
      planHash,
      createdAt: createdAt.toISOString(),
    })),
    trigger:
      trigger === null
        ? null
        : {
            type: trigger.type,
            config: JSON.parse(trigger.config) as unknown,
            hook: trigger.type === "webhook" ? hookPath(trigger.id) : null,
            /** What was refused at the door, by reason. */
            rejections: rejections.map(({ reason, count, lastAt }) => ({
              reason,
              count,
              lastAt: lastAt.toISOString(),
            })),
          },
  };
}
