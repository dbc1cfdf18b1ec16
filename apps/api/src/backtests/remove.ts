import { deleteBacktest } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { backtestRef, requireBacktest } from "./find.ts";

/** With all that it found; the runs that it was held against stay. */
export const remove = needs("playbooks.write")
  .input(z.object({ id: backtestRef }).strict())
  .mutation(({ ctx, input }) => removeIt(ctx, input.id));

async function removeIt(ctx: Context, ref: string) {
  const { id, playbookId } = await requireBacktest(ctx, ref);
  await ctx.services.db.transaction(async (tx) => {
    await deleteBacktest(tx, ctx.actor.workspaceId, id);
    const target = `playbook:${playbookId}`;
    await recordChange(tx, ctx, { action: "backtests.remove", target, details: { backtest: id } });
  });
  return { removed: true };
}
