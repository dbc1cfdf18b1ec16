import { removeModule } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { readModules } from "./read-modules.ts";

/** Published playbooks that use it go on with the version they pin; the next publish has to do without. */
export const remove = needs("actions.write")
  .input(z.object({ name: z.string().min(1).max(200) }).strict())
  .mutation(({ ctx, input }) => removeByName(ctx, input.name));

async function removeByName(ctx: Context, ref: string) {
  const known = await readModules(ctx);
  const found =
    known.find(({ module }) => module.id === ref) ?? known.find(({ module }) => module.name === ref);
  if (found === undefined) throw notFound("module", ref);
  const { id, name } = found.module;
  await ctx.services.db.transaction(async (tx) => {
    if (!(await removeModule(tx, ctx.actor.workspaceId, id))) return;
    await recordChange(tx, ctx, { action: "modules.remove", target: `module:${id}`, details: { name } });
  });
  return { id, name };
}
