import { listPins } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { valueReader } from "../../runs/read-value.ts";
import { needs } from "../../trpc.ts";
import { playbookRef, requirePlaybook } from "../find.ts";

/** What is pinned in a draft: outputs that its tests take in the place of a step. */
export const pins = needs("playbooks.read")
  .input(z.object({ playbook: playbookRef }).strict())
  .query(({ ctx, input }) => tellPins(ctx, input.playbook));

async function tellPins(ctx: Context, ref: string) {
  const { services, actor } = ctx;
  const { id } = await requirePlaybook(ctx, ref);
  const show = valueReader(services.blobs, actor.workspaceId);
  const told = [];
  for (const { step, port, output, pinnedBy, pinnedAt } of await listPins(
    services.db,
    actor.workspaceId,
    id,
  )) {
    told.push({ step, port, output: await show(output), by: pinnedBy, at: pinnedAt.toISOString() });
  }
  return told;
}
