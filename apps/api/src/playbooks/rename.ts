import { describePlaybook } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { nameTaken, playbookName } from "./playbook-name.ts";

const renameInput = z
  .object({
    playbook: playbookRef,
    name: playbookName.optional(),
    description: z.string().max(10_000).optional(),
  })
  .strict();

/** Runs and versions keep; what is absent stays. */
export const rename = needs("playbooks.write")
  .input(renameInput)
  .mutation(({ ctx, input }) => renamePlaybook(ctx, input));

async function renamePlaybook(ctx: Context, input: z.infer<typeof renameInput>) {
  const before = await requirePlaybook(ctx, input.playbook);
  const { name = before.name, description = before.description } = input;
  const { id } = before;
  if (name === before.name && description === before.description) return { id, name, description };
  await ctx.services.db.transaction(async (tx) => {
    if (!(await describePlaybook(tx, ctx.actor.workspaceId, { id, name, description })))
      throw nameTaken(name);
    const details = { name, was: before.name };
    await recordChange(tx, ctx, { action: "playbooks.rename", target: `playbook:${id}`, details });
  });
  return { id, name, description };
}
