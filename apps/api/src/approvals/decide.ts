import { dropDecision, findApproval, keepDecision, noteDecisionTold } from "@riposte/db";
import type { ApprovalRow } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { requireRun, runRef } from "../runs/find.ts";
import { whoPaused } from "../runs/who-paused.ts";
import { askRun } from "../temporal/ask-run.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { locateApproval } from "./locate-approval.ts";
import { wasMine, whyNot } from "./why-not.ts";
import type { Objection } from "./why-not.ts";

const decideInput = z
  .object({
    id: z.string().min(1).max(100).optional(),
    /** Instead of `id`: the run, and the step (id or name) and its iteration where several wait. */
    run: runRef.optional(),
    step: z.string().min(1).max(64).optional(),
    scope: z.string().max(1_000).optional(),
    decision: z.enum(["approve", "reject"]),
    comment: z.string().max(2_000).default(""),
  })
  .strict()
  .refine((input) => (input.id === undefined) !== (input.run === undefined), {
    message: "Name the approval, or the run that waits for it.",
    path: ["id"],
  });

type DecideInput = z.infer<typeof decideInput>;

export const decide = needs("approvals.decide")
  .input(decideInput)
  .mutation(({ ctx, input }) => decideApproval(ctx, input));

async function decideApproval(ctx: Context, input: DecideInput) {
  const approval = await locateApproval(ctx, input);
  const { runId, step, scope, attempt } = approval;
  const { decision, comment } = input;
  const by = shownName(ctx.actor);
  const details = { run: runId, step, ...(scope === "" ? {} : { scope }), decision, comment };
  const change = { action: "approvals.decide" as const, target: `approval:${approval.id}`, details };
  const isRepeated = wasMine(ctx.actor, approval) && approval.outcome === OUTCOMES[decision];
  if (isRepeated) return answer(ctx, approval, { decision, isKept: false });
  const kept = { id: approval.id, outcome: OUTCOMES[decision], by, comment };
  const isSaidAgain = approval.keptBy === by && approval.keptOutcome === kept.outcome;
  const objection = isSaidAgain ? null : whyNot(ctx.actor, approval);
  if (objection !== null) {
    if (objection.kind === "forbidden") {
      const refused = { ...details, refused: objection.message };
      await recordChange(ctx.services.db, ctx, { ...change, details: refused });
    }
    throw inWords(objection);
  }
  const { db, runs } = ctx.services;
  const { run } = await requireRun(ctx, runId);
  const further = await askRun(ctx, change, async () => {
    const at = await keepDecision(db, kept);
    try {
      if (at === null) throw new UserError("conflict", "It was decided meanwhile.");
      const said = { step, scope, attempt, decision, by, comment, at: at.getTime() };
      const heard = await runs.decide(runId, said, { amidSteps: run.state === "running" });
      if (heard === "heard") return undefined;
      await noteDecisionTold(db, approval.id);
      return { kept: true, at: at.toISOString() };
    } catch (error) {
      if (await isHeard(ctx, kept)) return undefined;
      // Where nobody answered, Temporal may have it: it stays, and a worker sends it again.
      if (!isUnanswered(error)) await dropDecision(db, kept);
      throw await whatIsTheCase(ctx, approval.id, error);
    }
  });
  return answer(ctx, approval, { decision, isKept: further !== undefined });
}

const OUTCOMES = { approve: "approved", reject: "rejected" } as const;

/** The same to who says the same again. */
async function answer(
  ctx: Context,
  approval: ApprovalRow,
  { decision, isKept }: { readonly decision: DecideInput["decision"]; readonly isKept: boolean },
) {
  const { run } = await requireRun(ctx, approval.runId);
  return {
    approval: approval.id,
    run: run.id,
    step: approval.step,
    scope: approval.scope,
    decision,
    by: shownName(ctx.actor),
    /** The run has not answered: it goes by this as soon as a worker is there. */
    isKept,
    /** Then nothing follows before somebody resumes the run. */
    isPaused: run.state === "paused",
    paused: await whoPaused(ctx.services.db, run),
  };
}

/** Whether the run has gone on by it before it was asked for an answer: there is nothing to refuse any more. */
async function isHeard(
  { services, actor }: Context,
  { id, outcome }: { readonly id: string; readonly outcome: ApprovalRow["outcome"] },
): Promise<boolean> {
  const now = await findApproval(services.db, actor.workspaceId, id);
  return now !== null && wasMine(actor, now) && now.outcome === outcome;
}

function isUnanswered(error: unknown): boolean {
  return error instanceof UserError && error.kind === "unavailable";
}

/** Where the run refuses because somebody was faster, that person's decision says more than the run, which may be over. */
async function whatIsTheCase({ services, actor }: Context, id: string, refusal: unknown): Promise<unknown> {
  if (!(refusal instanceof UserError) || refusal.kind !== "conflict") return refusal;
  const now = await findApproval(services.db, actor.workspaceId, id);
  const objection = now === null ? null : whyNot(actor, now);
  return objection === null ? refusal : inWords(objection);
}

function inWords({ kind, message }: Objection): UserError {
  return new UserError(kind, kind === "conflict" ? `${message} Nothing was changed.` : message);
}
