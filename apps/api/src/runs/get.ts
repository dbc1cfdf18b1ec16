import { readRunRows } from "@riposte/db";
import type { AttemptRow, StepRunRow } from "@riposte/db";
import { z } from "zod";
import { describeApproval } from "../approvals/describe-approval.ts";
import { peopleNames } from "../approvals/people-names.ts";
import type { Context } from "../context.ts";
import { tellOrder } from "../limits/stand-in.ts";
import { tellWaitingCalls, withWait } from "../limits/waits.ts";
import { needs } from "../trpc.ts";
import { describeAttempt, outlineStep } from "./describe-step.ts";
import { requireRun, runRef } from "./find.ts";
import { valueReader } from "./read-value.ts";
import { howStarted } from "./started-by.ts";
import { plannedSteps } from "./step-names.ts";
import { summariseRun } from "./summarise.ts";

/** The whole story, from our own records: it outlives what Temporal keeps. */
export const get = needs("runs.read")
  .input(z.object({ id: runRef }).strict())
  .query(({ ctx, input }) => tellRun(ctx, input.id));

async function tellRun(ctx: Context, id: string) {
  const found = await requireRun(ctx, id);
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const [rows, planned, start, names, order] = await Promise.all([
    readRunRows(db, workspaceId, id),
    plannedSteps(db, found.run.planHash),
    howStarted(db, workspaceId, id),
    peopleNames(ctx),
    tellOrder(ctx, found.run),
  ]);
  const waits = await tellWaitingCalls(ctx, rows.steps.some(({ state }) => state === "turn") ? [id] : []);
  const show = valueReader(db, workspaceId);
  const steps = [];
  for (const row of rows.steps) {
    steps.push({
      ...outlineStep(withWait(row, waits), planned.byId.get(row.step)),
      input: await show(row.input),
      output: await show(row.output),
      attempts: rows.attempts.filter((attempt) => belongs(attempt, row)).map(describeAttempt),
    });
  }
  return {
    ...summariseRun(found),
    ...order,
    planHash: found.run.planHash,
    /** Null for a run by hand. */
    triggerId: rows.inbox?.triggerId ?? null,
    /** The run whose event it took once more. */
    rerunOf: start.rerunOf,
    receivedAt: rows.inbox?.receivedAt.toISOString() ?? null,
    /** Why it is not started by itself. */
    heldReason: rows.inbox?.heldReason ?? null,
    event: await show(rows.inbox?.event ?? null),
    steps,
    approvals: rows.approvals.map((row) => describeApproval(row, names)),
    response:
      rows.response === null ? null : { status: rows.response.status, body: await show(rows.response.body) },
  };
}

function belongs(attempt: AttemptRow, step: StepRunRow): boolean {
  return attempt.step === step.step && attempt.scope === step.scope;
}
