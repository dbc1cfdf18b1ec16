import { removePin } from "@riposte/db";
import { titleOf } from "@riposte/draft";
import { z } from "zod";
import { recordChange } from "../../audit/record-change.ts";
import type { Context } from "../../context.ts";
import { needs } from "../../trpc.ts";
import { playbookRef, requirePlaybook } from "../find.ts";
import { readDraft } from "../read-draft.ts";

const unpinInput = z
  .object({
    playbook: playbookRef,
    /** By id: it may be gone from the draft. */
    step: z.string().min(1).max(64),
  })
  .strict();

/** Tests of the draft carry the step out again. */
export const unpin = needs("playbooks.write")
  .input(unpinInput)
  .mutation(({ ctx, input }) => letGo(ctx, input));

async function letGo(ctx: Context, { playbook: ref, step }: z.infer<typeof unpinInput>) {
  const { id: playbookId, draft } = await requirePlaybook(ctx, ref);
  const node = readDraft(draft).nodes.find(({ id }) => id === step);
  const label = node === undefined ? step : titleOf(node);
  const unpinned = await ctx.services.db.transaction(async (tx) => {
    if (!(await removePin(tx, { playbookId, step }))) return false;
    const details = { step, label };
    await recordChange(tx, ctx, { action: "playbooks.unpin", target: `playbook:${playbookId}`, details });
    return true;
  });
  return { unpinned };
}
