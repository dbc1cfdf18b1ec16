import { z } from "zod";
import { shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { askRun, wasUnanswered } from "../temporal/ask-run.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { isOver, requireRun, runRef } from "./find.ts";

const pauseInput = z.object({ id: runRef, reason: z.string().trim().max(1_000).default("") }).strict();

/** What runs goes on to its end; nothing new starts until the run is resumed. */
export const pause = needs("runs.pause")
  .input(pauseInput)
  .mutation(({ ctx, input }) => pauseRun(ctx, input));

export const resume = needs("runs.pause")
  .input(z.object({ id: runRef }).strict())
  .mutation(({ ctx, input }) => resumeRun(ctx, input.id));

async function pauseRun(ctx: Context, { id, reason }: z.infer<typeof pauseInput>) {
  await requireOpen(ctx, id);
  const change = { action: "runs.pause" as const, target: `run:${id}`, details: { reason } };
  const wasOpen = await wasUnanswered(ctx, change, "runs.resume");
  await askRun(ctx, change, () => ctx.services.runs.pause(id, { by: shownName(ctx.actor), reason }), wasOpen);
  return { run: id, state: "paused" as const };
}

async function resumeRun(ctx: Context, id: string) {
  await requireOpen(ctx, id);
  const change = { action: "runs.resume" as const, target: `run:${id}` };
  const wasOpen = await wasUnanswered(ctx, change, "runs.pause");
  await askRun(ctx, change, () => ctx.services.runs.resume(id, { by: shownName(ctx.actor) }), wasOpen);
  return { run: id, state: "running" as const };
}

async function requireOpen(ctx: Context, id: string): Promise<void> {
  const { run } = await requireRun(ctx, id);
  if (isOver(run.state)) throw new UserError("conflict", `Run ${id} is over: it is ${run.state}.`);
  if (run.state === "queued") {
    throw new UserError(
      "conflict",
      `Run ${id} has not started yet: there is nothing to pause. It can be cancelled.`,
    );
  }
}
