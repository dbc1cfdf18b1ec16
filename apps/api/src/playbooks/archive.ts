import { lockPlaybook, setPlaybookArchived } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { changeEnabled } from "./set-enabled.ts";

/** Out of the way: switched off, and in no list that does not ask for it; runs, versions and draft stay. Or back again, off. */
export const archive = needs("playbooks.publish")
  .input(z.object({ name: playbookRef, archived: z.boolean().default(true) }).strict())
  .mutation(({ ctx, input }) => archivePlaybook(ctx, input.name, input.archived));

async function archivePlaybook(ctx: Context, ref: string, archived: boolean) {
  const { id, name } = await requirePlaybook(ctx, ref);
  const changed = await ctx.services.db.transaction(async (tx) => {
    const playbook = await lockPlaybook(tx, ctx.actor.workspaceId, id);
    if (playbook === null) throw notFound("playbook", ref);
    if ((playbook.archivedAt !== null) === archived) return false;
    if (archived) await changeEnabled(tx, ctx, { id, enabled: false });
    await setPlaybookArchived(tx, ctx.actor.workspaceId, { id, archived });
    await recordChange(tx, ctx, {
      action: "playbooks.archive",
      target: `playbook:${id}`,
      details: { name, archived },
    });
    return true;
  });
  return { id, name, archived, changed };
}
