import { insertFinding, listUnresolvedSteps } from "@riposte/db";
import type { Database } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Change } from "../audit/record-change.ts";
import { actorName, shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { askRun } from "../temporal/ask-run.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { attemptAsked } from "./attempt-asked.ts";
import { isOver, requireRun, runRef } from "./find.ts";
import { firstOf } from "./first-of.ts";
import { plannedSteps } from "./step-names.ts";

const resolveInput = z
  .object({
    id: runRef,
    /** The step whose outcome nobody knows: its id or name. */
    step: z.string().min(1).max(64),
    scope: z.string().max(1_000).default(""),
    /** The attempt that was looked at; without it the one that is recorded now. */
    attempt: z.int().min(1).optional(),
    /** `done`: it happened; `failed`: it did not and counts as failed; `rerun`: do it again. */
    outcome: z.enum(["done", "failed", "rerun"]),
    reason: z.string().trim().min(1, "Say how you know: a reason is needed.").max(1_000),
  })
  .strict();

/** A person says what became of a step that was lost in the middle; what is over stays as it is. */
export const resolve = needs("runs.resolve")
  .input(resolveInput)
  .mutation(({ ctx, input }) => resolveStep(ctx, input));

async function resolveStep(ctx: Context, input: z.infer<typeof resolveInput>) {
  const { run } = await requireRun(ctx, input.id);
  const { db, runs } = ctx.services;
  const step = (await plannedSteps(db, run.planHash)).idOf(input.step);
  if (step === null) throw notFound("step", input.step);
  const { scope, outcome, reason } = input;
  if (scope === "") await requireNoIteration(ctx, run.id, step);
  const change: Change = {
    action: "runs.resolve",
    target: `run:${run.id}`,
    details: { step, ...(scope === "" ? {} : { scope }), outcome, reason },
  };
  const said = { ...input, step };
  if (isOver(run.state)) {
    const { id, state } = run;
    const why = `Run ${id} is over (${state}), so that step ${step} is not called again in it: say whether it happened (done) or not (failed). The whole playbook runs once more with \`riposte run NAME --event FILE\`, or from the page of the run.`;
    await db.transaction(async (tx) => {
      await keepFinding(tx, ctx, { ...said, id, whyNoRerun: why });
      await recordChange(tx, ctx, { ...change, details: { ...change.details, runOver: true } });
    });
    return { run: run.id, step, outcome, isRunOver: true, isIterationOver: false };
  }
  const attempt = input.attempt ?? (await attemptAsked(ctx, { runId: run.id, step, scope }));
  const by = shownName(ctx.actor);
  const late = await askRun(ctx, change, async () => {
    const answer = await runs.resolve(run.id, { step, scope, attempt, outcome, by, reason });
    if (answer === "heard") return undefined;
    const why = `The iteration ${scope} is over, so that step ${step} is not called again in it: say whether it happened (done) or not (failed).`;
    await keepFinding(db, ctx, { ...said, id: run.id, whyNoRerun: why });
    return { iterationOver: true };
  });
  return { run: run.id, step, outcome, isRunOver: false, isIterationOver: late !== undefined };
}

/** In a loop it has to be said which iteration is meant. */
async function requireNoIteration({ services, actor }: Context, run: string, step: string): Promise<void> {
  const open = await listUnresolvedSteps(services.db, actor.workspaceId, run);
  const scopes = open.filter((each) => each.step === step && each.scope !== "").map(({ scope }) => scope);
  if (scopes.length === 0) return;
  const which = scopes.length === 1 ? "its iteration" : "several of its iterations";
  const message = `Nobody knows what became of step ${step} in ${which}: ${firstOf(scopes)}. Say which, by scope.`;
  throw new UserError("bad_request", message, { field: "scope" });
}

type Said = z.infer<typeof resolveInput> & { readonly whyNoRerun: string };

/** What a person found out too late for anything to follow from it. */
async function keepFinding(db: Database, ctx: Context, said: Said): Promise<void> {
  const { id, step, scope, outcome, reason, whyNoRerun } = said;
  if (outcome === "rerun") throw new UserError("conflict", whyNoRerun);
  const finding = { runId: id, step, scope, outcome, reason, foundBy: actorName(ctx.actor) };
  if (await insertFinding(db, ctx.actor.workspaceId, finding)) return;
  throw new UserError("conflict", `Nobody is asked any more what became of step ${step} in run ${id}.`);
}
