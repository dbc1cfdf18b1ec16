import { removeBreakpoint as removeRow } from "@riposte/db";
import { titleOf } from "@riposte/draft";
import { z } from "zod";
import { recordChange } from "../../audit/record-change.ts";
import type { Context } from "../../context.ts";
import { needs } from "../../trpc.ts";
import { playbookRef, requirePlaybook } from "../find.ts";
import { readDraft } from "../read-draft.ts";

const removeInput = z
  .object({
    playbook: playbookRef,
    /** By id: it may be gone from the draft. */
    step: z.string().min(1).max(64),
  })
  .strict();

/** Tests of the draft do not stand there any more; one that stands goes on standing. */
export const removeBreakpoint = needs("playbooks.write")
  .input(removeInput)
  .mutation(({ ctx, input }) => remove(ctx, input));

async function remove(ctx: Context, { playbook: ref, step }: z.infer<typeof removeInput>) {
  const { id: playbookId, draft } = await requirePlaybook(ctx, ref);
  const node = readDraft(draft).nodes.find(({ id }) => id === step);
  const label = node === undefined ? step : titleOf(node);
  const removed = await ctx.services.db.transaction(async (tx) => {
    if (!(await removeRow(tx, { playbookId, step }))) return false;
    const target = `playbook:${playbookId}`;
    const details = { step, label };
    await recordChange(tx, ctx, { action: "playbooks.removeBreakpoint", target, details });
    return true;
  });
  return { removed };
}
