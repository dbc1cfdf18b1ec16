import { cancelQueuedRun, listUnresolvedSteps } from "@riposte/db";
import type { RunRow } from "@riposte/db";
import type { Failure } from "@riposte/plan";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { askRun, wasUnanswered } from "../temporal/ask-run.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { isOver, requireRun, runRef } from "./find.ts";
import { plannedSteps } from "./step-names.ts";

const cancelInput = z.object({ id: runRef, reason: z.string().max(1_000).default("") }).strict();

/** A run that was not started yet ends here and now; another one is asked to. */
export const cancel = needs("runs.cancel")
  .input(cancelInput)
  .mutation(({ ctx, input }) => cancelRun(ctx, input));

async function cancelRun(ctx: Context, { id, reason }: z.infer<typeof cancelInput>) {
  const { run } = await requireRun(ctx, id);
  const change = { action: "runs.cancel" as const, target: `run:${id}`, details: { reason } };
  const wasOpen = await wasUnanswered(ctx, change);
  if (isOver(run.state)) {
    if (run.state === "cancelled" && wasOpen) return told(ctx, run, "cancelled");
    throw new UserError("conflict", `Run ${id} is over: it is ${run.state}.`);
  }
  const by = shownName(ctx.actor);
  const { db, runs } = ctx.services;
  const message = `Cancelled by ${by} before it started${reason === "" ? "" : `: ${reason}`}.`;
  const failure: Failure = { code: "cancelled", message, retryable: false };
  const neverStarted = await db.transaction(async (tx) => {
    const cancelled = await cancelQueuedRun(tx, ctx.actor.workspaceId, {
      runId: id,
      reason: message,
      failure: JSON.stringify(failure),
    });
    if (cancelled) await recordChange(tx, ctx, change);
    return cancelled;
  });
  if (neverStarted) return { run: id, state: "cancelled" as const, unknown: [], warning: null };
  await askRun(ctx, change, () => runs.cancel(id, { by, reason }), wasOpen);
  return told(ctx, run, "cancelling");
}

async function told(ctx: Context, run: RunRow, state: "cancelled" | "cancelling") {
  const unknown = await unknownSteps(ctx, run);
  return { run: run.id, state, unknown, warning: warningOf(unknown) };
}

interface UnknownStep {
  readonly step: string;
  readonly scope: string;
  readonly label: string;
}

async function unknownSteps(ctx: Context, run: RunRow): Promise<readonly UnknownStep[]> {
  const { db } = ctx.services;
  const rows = await listUnresolvedSteps(db, ctx.actor.workspaceId, run.id);
  if (rows.length === 0) return [];
  const { byId } = await plannedSteps(db, run.planHash);
  return rows.map(({ step, scope }) => ({ step, scope, label: byId.get(step)?.label ?? step }));
}

function warningOf(unknown: readonly UnknownStep[]): string | null {
  if (unknown.length === 0) return null;
  const labels = unknown.map(({ label }) => label).join(", ");
  return (
    `Nobody knows what became of ${labels}: it may have happened, and cancelling does not undo it. It stays among ` +
    "the approvals until somebody says what they found."
  );
}
