import { findTrigger } from "@riposte/db";
import type { TriggerRow } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { readHookConfig } from "../hooks/hook-config.ts";
import { openHookSecret } from "../hooks/hook-secret.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

/** Shows how to call the webhook, with its secret; that somebody looked is on the audit log. */
export const hook = needs("playbooks.hook")
  .input(z.object({ name: playbookRef }).strict())
  .query(({ ctx, input }) => showHook(ctx, input.name));

export function hookPath(triggerId: string): string {
  return `/hooks/${triggerId}`;
}

async function showHook(ctx: Context, ref: string) {
  const trigger = await requireHook(ctx, ref);
  await recordChange(ctx.services.db, ctx, {
    action: "playbooks.hook",
    target: `trigger:${trigger.id}`,
    details: { playbook: trigger.playbookId },
  });
  return describeHook(ctx, trigger);
}

export async function requireHook(ctx: Context, ref: string): Promise<TriggerRow> {
  const playbook = await requirePlaybook(ctx, ref);
  const trigger = await findTrigger(ctx.services.db, ctx.actor.workspaceId, playbook.id);
  if (trigger === null) {
    throw new UserError("conflict", `${playbook.name} is not published: publish it to get its webhook.`);
  }
  if (trigger.type !== "webhook") {
    throw new UserError("conflict", `${playbook.name} is not started by a webhook but by ${trigger.type}.`);
  }
  return trigger;
}

export function describeHook({ services }: Context, trigger: TriggerRow) {
  const { auth } = readHookConfig(trigger.config);
  const path = hookPath(trigger.id);
  return {
    id: trigger.id,
    path,
    url: new URL(path, services.publicUrl).href,
    enabled: trigger.enabled,
    secret: trigger.secret === null ? "" : openHookSecret(services.vault, trigger.id, trigger.secret),
    auth,
  };
}
