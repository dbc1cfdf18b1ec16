import { listEventWaits, listUnresolvedSteps, readRunRows } from "@riposte/db";
import type { AttemptRow, EventWaitRow, StepRunRow } from "@riposte/db";
import { z } from "zod";
import { describeApproval } from "../approvals/describe-approval.ts";
import { peopleNames } from "../approvals/people-names.ts";
import type { Context } from "../context.ts";
import { tellOrder } from "../limits/stand-in.ts";
import { tellWaitingCalls, withWait } from "../limits/waits.ts";
import { needs } from "../trpc.ts";
import { describeAttempt, outlineStep } from "./describe-step.ts";
import { describeWait } from "./describe-wait.ts";
import { requireRun, runRef } from "./find.ts";
import { whoPaused } from "./who-paused.ts";
import { valueReader } from "./read-value.ts";
import { tellRelations } from "./related.ts";
import { listResolutions, resolutionOf } from "./resolutions.ts";
import { howStarted } from "./started-by.ts";
import { plannedSteps } from "./step-names.ts";
import { summariseRun } from "./summarise.ts";

/** What people found out about the steps of a run; more of them nobody has looked into. */
const MOST_RESOLUTIONS = 1_000;

/** The whole story, from our own records: it outlives what Temporal keeps. */
export const get = needs("runs.read")
  .input(z.object({ id: runRef }).strict())
  .query(({ ctx, input }) => tellRun(ctx, input.id));

async function tellRun(ctx: Context, id: string) {
  const found = await requireRun(ctx, id);
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const [rows, planned, start, names, relations, waits, order] = await Promise.all([
    readRunRows(db, workspaceId, id),
    plannedSteps(db, found.run.planHash),
    howStarted(db, workspaceId, id),
    peopleNames(ctx),
    tellRelations(ctx, id),
    listEventWaits(db, workspaceId, id),
    tellOrder(ctx, found.run),
  ]);
  const turns = await tellWaitingCalls(ctx, rows.steps.some(({ state }) => state === "turn") ? [id] : []);
  const isLost = [...rows.steps, ...rows.attempts].some(({ state }) => state === "unknown");
  const [unresolved, resolutions] = await Promise.all([
    isLost ? listUnresolvedSteps(db, workspaceId, id) : [],
    isLost ? listResolutions(db, workspaceId, { run: id, limit: MOST_RESOLUTIONS }) : [],
  ]);
  const show = valueReader(ctx.services.blobs, workspaceId);
  const steps = [];
  for (const row of rows.steps) {
    const wait = waits.findLast((each) => belongs(each, row));
    steps.push({
      ...outlineStep(withWait(row, turns), planned.byId.get(row.step)),
      input: await show(row.input),
      output: await show(row.output),
      /** What a step that waits for an event waits for. */
      wait: wait === undefined ? null : await describeWait(ctx.services, wait),
      /** Nobody has said yet what became of it. */
      isUnresolved: unresolved.some((each) => belongs(each, row)),
      /** Who said what became of it, where it was lost in the middle; null: nobody has. */
      resolution: resolutionOf(resolutions, row),
      attempts: rows.attempts.filter((attempt) => belongs(attempt, row)).map(describeAttempt),
    });
  }
  return {
    ...summariseRun(found),
    ...order,
    planHash: found.run.planHash,
    /** Null for a run by hand. */
    triggerId: rows.inbox?.triggerId ?? null,
    rerunOf: start.rerunOf,
    /** The run that started this one, and those that it started. */
    relations,
    rerun: start.rerun,
    reruns: start.reruns,
    /** Since when, by whom and why; null while it is not paused. */
    paused: await whoPaused(db, found.run),
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

function belongs(attempt: Pick<AttemptRow | EventWaitRow, "step" | "scope">, step: StepRunRow): boolean {
  return attempt.step === step.step && attempt.scope === step.scope;
}
