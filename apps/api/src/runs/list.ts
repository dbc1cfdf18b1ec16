import { listRuns } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { needs } from "../trpc.ts";
import { requireRun, runRef } from "./find.ts";
import { summariseRun } from "./summarise.ts";

const filter = z
  .object({
    playbook: playbookRef.optional(),
    state: z
      .enum(["queued", "running", "waiting", "done", "failed", "cancelled", "stuck", "lost"])
      .optional(),
    limit: z.int().min(1).max(500).default(50),
    /** `next` of the page before. */
    before: runRef.optional(),
  })
  .strict()
  .prefault({});

/** Newest first. */
export const list = needs("runs.read")
  .input(filter)
  .query(({ ctx, input }) => listPage(ctx, input));

async function listPage(ctx: Context, { playbook, state, limit, before }: z.infer<typeof filter>) {
  if (before !== undefined) await requireRun(ctx, before);
  const playbookId = playbook === undefined ? undefined : (await requirePlaybook(ctx, playbook)).id;
  const rows = await listRuns(ctx.services.db, ctx.actor.workspaceId, { playbookId, state, limit, before });
  const runs = rows.map(summariseRun);
  return { runs, next: runs.length < limit ? null : (runs.at(-1)?.id ?? null) };
}
