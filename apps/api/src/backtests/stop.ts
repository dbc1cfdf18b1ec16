import { stopBacktest } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { backtestRef, requireBacktest } from "./find.ts";

/** What has been tried by then stays; one that is over stays as it is. */
export const stop = needs("playbooks.write")
  .input(z.object({ id: backtestRef }).strict())
  .mutation(({ ctx, input }) => stopIt(ctx, input.id));

async function stopIt(ctx: Context, ref: string) {
  const { id, playbookId } = await requireBacktest(ctx, ref);
  const stopped = await ctx.services.db.transaction(async (tx) => {
    if (!(await stopBacktest(tx, ctx.actor.workspaceId, id))) return false;
    const target = `playbook:${playbookId}`;
    await recordChange(tx, ctx, { action: "backtests.stop", target, details: { backtest: id } });
    return true;
  });
  return { stopped };
}
