import { setRunnerDraining } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";

const drainInput = z.object({ id: z.string().min(1).max(100), isDraining: z.boolean() }).strict();

/** A runner of a group ends what it has and takes nothing new, until it may again. */
export const drain = needs("runners.write")
  .input(drainInput)
  .mutation(({ ctx, input }) => drainRunner(ctx, input));

async function drainRunner(ctx: Context, { id, isDraining }: z.infer<typeof drainInput>) {
  return ctx.services.db.transaction(async (tx) => {
    const runner = await setRunnerDraining(tx, ctx.actor.workspaceId, { id, isDraining });
    if (runner === null) throw notFound("runner", id);
    const details = { ...runner, isDraining };
    await recordChange(tx, ctx, { action: "runners.drain", target: `runner:${id}`, details });
    return { id, ...runner, isDraining };
  });
}
