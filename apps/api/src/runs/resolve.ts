import { z } from "zod";
import { shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { askRun } from "../temporal/ask-run.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { isOver, requireRun, runRef } from "./find.ts";
import { plannedSteps } from "./step-names.ts";

const resolveInput = z
  .object({
    id: runRef,
    /** The step whose outcome nobody knows: its id or name. */
    step: z.string().min(1).max(64),
    /** `done`: it happened; `failed`: it did not and counts as failed; `rerun`: do it again. */
    outcome: z.enum(["done", "failed", "rerun"]),
    reason: z.string().trim().min(1, "Say how you know: a reason is needed.").max(1_000),
  })
  .strict();

/** A person says what became of a step that was lost in the middle. */
export const resolve = needs("runs.resolve")
  .input(resolveInput)
  .mutation(({ ctx, input }) => resolveStep(ctx, input));

async function resolveStep(ctx: Context, input: z.infer<typeof resolveInput>) {
  const { run } = await requireRun(ctx, input.id);
  if (isOver(run.state)) throw new UserError("conflict", `Run ${run.id} is over: it is ${run.state}.`);
  const { db, runs } = ctx.services;
  const step = (await plannedSteps(db, run.planHash)).idOf(input.step);
  if (step === null) throw notFound("step", input.step);
  const { outcome, reason } = input;
  const change = {
    action: "runs.resolve" as const,
    target: `run:${run.id}`,
    details: { step, outcome, reason },
  };
  await askRun(ctx, change, () => runs.resolve(run.id, { step, outcome, by: shownName(ctx.actor), reason }));
  return { run: run.id, step, outcome };
}
