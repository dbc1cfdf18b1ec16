import { deleteConnector } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { connectorName, requireConnector } from "./find.ts";

/** Its secrets are forgotten at once: steps that need it fail from now on. */
export const remove = needs("connectors.write")
  .input(z.object({ name: connectorName }).strict())
  .mutation(({ ctx, input }) => removeByName(ctx, input.name));

async function removeByName(ctx: Context, name: string) {
  const { id } = await requireConnector(ctx, name);
  await ctx.services.db.transaction(async (tx) => {
    if (!(await deleteConnector(tx, ctx.actor.workspaceId, name))) return;
    await recordChange(tx, ctx, {
      action: "connectors.remove",
      target: `connector:${id}`,
      details: { name },
    });
  });
  return { id, name };
}
