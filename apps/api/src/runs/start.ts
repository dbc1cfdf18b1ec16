import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { needs } from "../trpc.ts";
import { acceptManualRun, refuseLargeEvent } from "./accept-manual-run.ts";

const startInput = z
  .object({
    playbook: playbookRef,
    /** What templates see as `trigger`: JSON text, so that no number is rounded on its way. */
    event: z.string().default("{}"),
    /** The same id again is the same run. */
    requestId: z.string().min(1).max(200).optional(),
    /** Writes are shown and not sent. */
    simulate: z.boolean().default(false),
  })
  .strict();

/** By hand: the published version, on an event of the caller's. */
export const start = needs("runs.start")
  .input(startInput)
  .mutation(({ ctx, input }) => startRun(ctx, input));

async function startRun(ctx: Context, input: z.infer<typeof startInput>) {
  refuseLargeEvent(ctx, input.event);
  const playbook = await requirePlaybook(ctx, input.playbook);
  const accepted = await acceptManualRun(ctx, { ...input, playbook });
  if (!accepted.duplicate) {
    await recordChange(ctx.services.db, ctx, {
      action: "runs.start",
      target: `run:${accepted.run}`,
      details: { playbook: playbook.id, simulate: input.simulate },
    });
  }
  return accepted;
}
