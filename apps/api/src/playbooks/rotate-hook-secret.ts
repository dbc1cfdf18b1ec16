import { replaceTriggerSecret } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { newHookSecret, sealHookSecret } from "../hooks/hook-secret.ts";
import { needs } from "../trpc.ts";
import { playbookRef } from "./find.ts";
import { describeHook, requireHook } from "./hook.ts";

/** The old secret stops working at once. */
export const rotateHookSecret = needs("playbooks.hook")
  .input(z.object({ name: playbookRef }).strict())
  .mutation(({ ctx, input }) => rotate(ctx, input.name));

async function rotate(ctx: Context, ref: string) {
  const trigger = await requireHook(ctx, ref);
  const secret = sealHookSecret(ctx.services.vault, trigger.id, newHookSecret());
  await ctx.services.db.transaction(async (tx) => {
    await replaceTriggerSecret(tx, ctx.actor.workspaceId, trigger.id, secret);
    await recordChange(tx, ctx, {
      action: "playbooks.rotateHookSecret",
      target: `trigger:${trigger.id}`,
      details: { playbook: trigger.playbookId },
    });
  });
  return describeHook(ctx, { ...trigger, secret });
}
