import { createHash } from "node:crypto";
import { listStepRuns } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { outlineStep } from "./describe-step.ts";
import { requireRun, runRef } from "./find.ts";
import { readStandsStill } from "./stands-still.ts";
import { plannedSteps } from "./step-names.ts";
import { summariseRun } from "./summarise.ts";

const watchInput = z
  .object({
    id: runRef,
    /** Of the last answer: waits until there is something else to tell. Absent: answers at once. */
    cursor: z.string().max(100).optional(),
    /** Answers after so many seconds even without news. */
    waitSeconds: z.number().min(0).max(55).default(25),
  })
  .strict();

/** NOTIFY wakes us; where it does not come, we look ourselves. */
const LOOK_ANYWAY_MS = 5_000;

/** A long poll: the run and its steps as they are, as soon as they differ from `cursor`. */
export const watch = needs("runs.read")
  .input(watchInput)
  .query(({ ctx, input }) => waitForNews(ctx, input));

async function waitForNews(ctx: Context, input: z.infer<typeof watchInput>) {
  const found = await requireRun(ctx, input.id);
  const planned = await plannedSteps(ctx.services.db, found.run.planHash);
  const look = async () => {
    const run = summariseRun(await requireRun(ctx, input.id));
    const rows = await listStepRuns(ctx.services.db, ctx.actor.workspaceId, input.id);
    const steps = rows.map((row) => outlineStep(row, planned.byId.get(row.step)));
    const still = run.over ? null : await readStandsStill(ctx, input.id);
    return { cursor: digest({ run, steps, still }), run, steps, still };
  };

  using news = ctx.services.notices.watch(input.id);
  const until = Date.now() + input.waitSeconds * 1_000;
  for (;;) {
    const seen = await look();
    const left = until - Date.now();
    if (seen.cursor !== input.cursor || seen.run.over || left <= 0 || ctx.signal.aborted) return seen;
    await news.news(Math.min(left, LOOK_ANYWAY_MS), ctx.signal);
  }
}

function digest(state: unknown): string {
  return createHash("sha256").update(JSON.stringify(state)).digest("base64url").slice(0, 22);
}
