import { findStepRun } from "@riposte/db";
import { z } from "zod";
import { shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { askRun } from "../temporal/ask-run.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { attemptAsked } from "./attempt-asked.ts";
import { isOver, requireRun, runRef } from "./find.ts";
import { givenOutput } from "./given-output.ts";
import { plannedSteps } from "./step-names.ts";

const chooseInput = z
  .object({
    id: runRef,
    /** The step that failed and asks: its id or name. */
    step: z.string().min(1).max(64),
    scope: z.string().max(1_000).default(""),
    /** The attempt that was looked at; without it the one that is recorded now. */
    attempt: z.int().min(1).optional(),
    /** `retry`: try it once more; `skip`: go on as if it had given `output`; `fail`: let it fail. */
    choice: z.enum(["retry", "skip", "fail"]),
    /** For `skip`: what it would have given, as JSON text. */
    output: z.string().max(1_048_576).optional(),
    reason: z.string().trim().min(1, "Say why: a reason is needed.").max(1_000),
  })
  .strict();

/** A person says what becomes of a step that failed and waits to be told. */
export const choose = needs("runs.choose")
  .input(chooseInput)
  .mutation(({ ctx, input }) => chooseForStep(ctx, input));

async function chooseForStep(ctx: Context, input: z.infer<typeof chooseInput>) {
  const { run } = await requireRun(ctx, input.id);
  const { db, runs } = ctx.services;
  const { byId, idOf } = await plannedSteps(db, run.planHash);
  const step = byId.get(idOf(input.step) ?? "");
  if (step === undefined) throw notFound("step", input.step);
  const { scope, choice, reason } = input;
  if (isOver(run.state)) {
    throw new UserError(
      "conflict",
      `Run ${run.id} is over (${run.state}). Rerun it from "${step.label}", or from after it with an output of yours.`,
    );
  }
  if (choice === "skip" && input.output === undefined) {
    throw new UserError("bad_request", "Say what the step would have given: skipping needs an output.", {
      field: "output",
    });
  }
  const output = choice === "skip" ? await givenOutput(ctx, step, input.output ?? "{}") : null;
  const attempt = input.attempt ?? (await attemptAsked(ctx, { runId: run.id, step: step.id, scope }));
  const details = { step: step.id, ...(scope === "" ? {} : { scope }), choice, reason };
  const by = shownName(ctx.actor);
  await askRun(ctx, { action: "runs.choose", target: `run:${run.id}`, details }, async () => {
    try {
      await runs.choose(run.id, { step: step.id, scope, attempt, choice, output, by, reason });
    } catch (error) {
      const place = { runId: run.id, step: step.id, scope };
      throw await whatIsTheCase(ctx, { ...place, attempt, label: step.label }, error);
    }
  });
  return { run: run.id, step: step.id, choice };
}

interface Contested {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
  readonly attempt: number;
  readonly label: string;
}

/** Where the run refuses because somebody was faster: by the step's label, with what became of it instead. */
async function whatIsTheCase(ctx: Context, asked: Contested, refusal: unknown): Promise<unknown> {
  if (!(refusal instanceof UserError) || refusal.kind !== "conflict") return refusal;
  const { label, attempt, ...place } = asked;
  const now = await findStepRun(ctx.services.db, ctx.actor.workspaceId, place);
  if (now === null) return refusal;
  const what =
    now.state === "undecided" && now.attempt > attempt
      ? `Attempt ${attempt} of "${label}" was answered before; it is attempt ${now.attempt} that asks now. Look at it first.`
      : `"${label}" does not ask any more what becomes of its failure. ${now.note ?? ""}`.trim();
  return new UserError("conflict", `${what} Nothing was changed.`, { cause: refusal });
}
