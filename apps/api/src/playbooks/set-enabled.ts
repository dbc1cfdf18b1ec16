import { lockPlaybook, setPlaybookEnabled } from "@riposte/db";
import type { Database } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

export const setEnabled = needs("playbooks.publish")
  .input(z.object({ name: playbookRef, enabled: z.boolean() }).strict())
  .mutation(({ ctx, input }) => switchPlaybook(ctx, input.name, input.enabled));

async function switchPlaybook(ctx: Context, ref: string, enabled: boolean) {
  const { id } = await requirePlaybook(ctx, ref);
  const changed = await ctx.services.db.transaction((tx) => changeEnabled(tx, ctx, { id, enabled }));
  return { id, enabled, changed };
}

/** True when that was a change. Runs inside the caller's transaction. */
export async function changeEnabled(
  tx: Database,
  ctx: Context,
  change: { readonly id: string; readonly enabled: boolean },
): Promise<boolean> {
  const playbook = await lockPlaybook(tx, ctx.actor.workspaceId, change.id);
  if (playbook === null) throw notFound("playbook", change.id);
  if (playbook.enabled === change.enabled) return false;
  if (playbook.archivedAt !== null)
    throw new UserError("conflict", `${playbook.name} is archived: bring it back before you switch it on.`);
  await setPlaybookEnabled(tx, ctx.actor.workspaceId, change);
  await recordChange(tx, ctx, {
    action: "playbooks.setEnabled",
    target: `playbook:${change.id}`,
    details: { enabled: change.enabled },
  });
  return true;
}
