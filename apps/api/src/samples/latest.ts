import { listSampleOutputs, listSampleRuns } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { valueReader } from "../runs/read-value.ts";
import { needs } from "../trpc.ts";

/** Steps off the last run's way are looked for in as many runs before it. */
const RUNS = 20;

/** Real values for who writes templates: of the last run, and of steps that it left out, from the last that did not. */
export const latest = needs("runs.read")
  .input(z.object({ playbook: playbookRef }).strict())
  .query(({ ctx, input }) => showLatest(ctx, input.playbook));

async function showLatest(ctx: Context, ref: string) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const { id: playbookId } = await requirePlaybook(ctx, ref);
  const found = await listSampleRuns(db, workspaceId, { playbookId, limit: RUNS });
  const [last] = found;
  if (last === undefined) return { run: null, event: null, steps: [] };
  const outputs = await listSampleOutputs(
    db,
    workspaceId,
    found.map(({ run }) => run.id),
  );
  const show = valueReader(ctx.services.blobs, workspaceId);
  const event = await show(last.event);
  const steps = [];
  for (const { step, run, output } of outputs) steps.push({ step, run, output: await show(output) });
  const { id, state, version, createdAt } = last.run;
  return { run: { id, state, version, createdAt: createdAt.toISOString() }, event, steps };
}
