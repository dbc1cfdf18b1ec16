import { removePlaybook } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

/** Its runs stay and those that are open go on; its webhook answers 404 from now on. */
export const remove = needs("playbooks.publish")
  .input(z.object({ name: playbookRef }).strict())
  .mutation(({ ctx, input }) => removeByRef(ctx, input.name));

async function removeByRef(ctx: Context, ref: string) {
  const { id, name } = await requirePlaybook(ctx, ref);
  await ctx.services.db.transaction(async (tx) => {
    if (!(await removePlaybook(tx, ctx.actor.workspaceId, id))) return;
    await recordChange(tx, ctx, { action: "playbooks.remove", target: `playbook:${id}`, details: { name } });
  });
  return { id, name };
}
