import { stopTrial } from "@riposte/db";
import type { ActionOutcome } from "@riposte/temporal/contract";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { requireTrial, trialRef } from "./find.ts";

const NEVER_BEGAN: ActionOutcome = {
  kind: "failed",
  failure: { code: "cancelled", message: "Stopped before it began.", retryable: false },
};

/** Ends all processes of a script that is being tried, at once; one that has ended stays as it is. */
export const stop = needs("actions.write")
  .input(z.object({ id: trialRef }).strict())
  .mutation(({ ctx, input }) => stopIt(ctx, input.id));

async function stopIt(ctx: Context, ref: string) {
  const { id, action, state } = await requireTrial(ctx, ref);
  if (state === "ended") return { stopped: false };
  await ctx.services.db.transaction(async (tx) => {
    await stopTrial(tx, id, JSON.stringify(NEVER_BEGAN));
    await recordChange(tx, ctx, { action: "trials.stop", target: `trial:${id}`, details: { name: action } });
  });
  return { stopped: true };
}
