import { setTimeout as sleep } from "node:timers/promises";
import { cancelQueuedRun, endSilentRun, haltTerminatedRun } from "@riposte/db";
import type { Failure } from "@riposte/plan";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Change } from "../audit/record-change.ts";
import { shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { isOver, requireRun, runRef } from "./find.ts";

/** Twice as long as workers gather what runs say of their steps: what ended just now still comes. */
const LAST_WORDS_MS = 1_000;

const terminateInput = z
  .object({
    id: runRef,
    reason: z.string().trim().min(1, "Say why: a reason is needed.").max(1_000),
  })
  .strict();

/**
 * Ends a run here and now, in Temporal and in our records: nothing that is drawn for a cancelled run runs, and a step
 * that was at work has an unknown outcome. Put on record before it is done; where this process dies in between, the
 * reconciler ends the records.
 */
export const terminate = needs("runs.terminate")
  .input(terminateInput)
  .mutation(({ ctx, input }) => terminateRun(ctx, input));

async function terminateRun(ctx: Context, { id, reason }: z.infer<typeof terminateInput>) {
  const { run } = await requireRun(ctx, id);
  if (isOver(run.state)) throw new UserError("conflict", `Run ${id} is over: it is ${run.state}.`);
  const { db, sql, runs } = ctx.services;
  const message = `Terminated by ${shownName(ctx.actor)}: ${reason}`;
  const failure: Failure = { code: "cancelled", message, retryable: false };
  const change: Change = { action: "runs.terminate", target: `run:${id}`, details: { reason } };
  await runs.reach();
  const neverStarted = await db.transaction(async (tx) => {
    await recordChange(tx, ctx, change);
    const queued = { runId: id, reason: message, failure: JSON.stringify(failure) };
    return cancelQueuedRun(tx, ctx.actor.workspaceId, queued);
  });
  if (neverStarted) return { run: id, state: "cancelled" as const };
  const hadEnded = !(await runs.terminate(id, message));
  if (hadEnded && run.startedAt === null) {
    throw new UserError("conflict", `Run ${id} is just being started. Try again in a moment.`);
  }
  await haltTerminatedRun(sql, id);
  await sleep(LAST_WORDS_MS);
  await endSilentRun(sql, id, { state: "cancelled", failure });
  return { run: id, state: "cancelled" as const };
}
