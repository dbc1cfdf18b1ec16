import { removeScriptAction } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { actionRef, requireAction } from "./find.ts";

/** Published playbooks that use it go on with the version they pin; the next publish has to do without. */
export const remove = needs("actions.write")
  .input(z.object({ name: actionRef }).strict())
  .mutation(({ ctx, input }) => removeByRef(ctx, input.name));

async function removeByRef(ctx: Context, ref: string) {
  const { id, name } = (await requireAction(ctx, ref)).action;
  await ctx.services.db.transaction(async (tx) => {
    if (!(await removeScriptAction(tx, ctx.actor.workspaceId, id))) return;
    await recordChange(tx, ctx, { action: "actions.remove", target: `action:${id}`, details: { name } });
  });
  return { id, name };
}
