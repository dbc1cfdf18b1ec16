import { listSampleOutputs, listSampleRuns } from "@riposte/db";
import type { SampleRun } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { playbookRef, requirePlaybook } from "../playbooks/find.ts";
import { runRef } from "../runs/find.ts";
import { valueReader } from "../runs/read-value.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";

/** Steps off the last run's way are looked for in as many runs before it. */
const RUNS = 20;

/** Real values for who writes templates: of the last run, and of steps that it left out, from the last that did not. */
export const latest = needs("runs.read")
  .input(z.object({ playbook: playbookRef }).strict())
  .query(async ({ ctx, input }) => {
    const { id: playbookId } = await requirePlaybook(ctx, input.playbook);
    const found = await listSampleRuns(ctx.services.db, ctx.actor.workspaceId, { playbookId, limit: RUNS });
    const [last] = found;
    return last === undefined ? { run: null, event: null, steps: [] } : showSamples(ctx, last, found);
  });

/** The same of one run that somebody chose: steps that it left out have none. */
export const ofRun = needs("runs.read")
  .input(z.object({ playbook: playbookRef, run: runRef }).strict())
  .query(async ({ ctx, input }) => {
    const { id: playbookId } = await requirePlaybook(ctx, input.playbook);
    const wanted = { playbookId, runId: input.run, limit: 1 };
    const [found] = await listSampleRuns(ctx.services.db, ctx.actor.workspaceId, wanted);
    if (found === undefined) throw notFound("run", input.run);
    return showSamples(ctx, found, [found]);
  });

async function showSamples(ctx: Context, shown: SampleRun, all: readonly SampleRun[]) {
  const { db, blobs } = ctx.services;
  const { workspaceId } = ctx.actor;
  const outputs = await listSampleOutputs(
    db,
    workspaceId,
    all.map(({ run }) => run.id),
  );
  const show = valueReader(blobs, workspaceId);
  const event = await show(shown.event);
  const steps = [];
  for (const { step, run, output } of outputs) steps.push({ step, run, output: await show(output) });
  const { id, state, version, createdAt } = shown.run;
  return { run: { id, state, version, createdAt: createdAt.toISOString() }, event, steps };
}
