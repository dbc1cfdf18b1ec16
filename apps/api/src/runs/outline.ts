import {
  countStepStates,
  findInboxRow,
  findPlaybookOfRun,
  findResponse,
  listStepOutlines,
  listTellingSteps,
} from "@riposte/db";
import type { StepOutlineRow } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { tellOrder } from "../limits/stand-in.ts";
import { needs } from "../trpc.ts";
import { requireRun, runRef } from "./find.ts";
import { graphOfRun } from "./graph-of-run.ts";
import { formatCursor } from "./live-cursor.ts";
import { digest } from "./live.ts";
import { outlineSteps } from "./outline-steps.ts";
import { whoPaused } from "./who-paused.ts";
import { valueReader } from "./read-value.ts";
import { howStarted } from "./started-by.ts";
import { plannedSteps } from "./step-names.ts";
import { summariseRun } from "./summarise.ts";

/** More rows than this nobody reads one by one. */
const MOST_STEPS = 20_000;
/** Of those beyond it that are shown all the same. */
const MOST_TELLING = 2_000;

/** What a run's page is drawn from: the graph that ran and how far each step has got, without values. */
export const outline = needs("runs.read")
  .input(z.object({ id: runRef }).strict())
  .query(({ ctx, input }) => outlineRun(ctx, input.id));

async function outlineRun(ctx: Context, id: string) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const found = await requireRun(ctx, id);
  const { run } = found;
  // The steps after the run: what is recorded in between is told by `runs.live` once more, and never missed.
  const [planned, first, telling, counts, accepted, playbook, graph, start, answer, order] =
    await Promise.all([
      plannedSteps(db, run.planHash),
      listStepOutlines(db, workspaceId, { runId: id, seq: -1, limit: MOST_STEPS }),
      listTellingSteps(db, workspaceId, { runId: id, limit: MOST_TELLING }),
      countStepStates(db, workspaceId, id),
      findInboxRow(db, workspaceId, id),
      findPlaybookOfRun(db, workspaceId, run.playbookId),
      graphOfRun(db, workspaceId, run),
      howStarted(db, workspaceId, id),
      findResponse(db, workspaceId, id),
      tellOrder(ctx, run),
    ]);
  const summary = summariseRun(found);
  const rows = first.length < MOST_STEPS ? first : withTelling(first, telling);
  const show = valueReader(ctx.services.blobs, workspaceId);
  return {
    run: summary,
    simulate: accepted?.simulate ?? false,
    /** `webhook`, or what else fired it; null: a person did. */
    trigger: accepted?.triggerId === null ? null : planned.trigger,
    startedBy: start.by,
    rerunOf: start.rerunOf,
    rerun: start.rerun,
    reruns: start.reruns,
    /** Since when, by whom and why; null while it is not paused. */
    paused: await whoPaused(db, found.run),
    receivedAt: accepted?.receivedAt.toISOString() ?? null,
    /** Why it is not started by itself; it has been held since. */
    heldReason: accepted?.startedAt === null ? accepted.heldReason : null,
    ...order,
    /** Of one that was skipped: why. */
    skippedReason: run.state === "skipped" ? (accepted?.heldReason ?? null) : null,
    published: playbook?.publishedVersion ?? null,
    playbookRemoved: playbook === null || playbook.deletedAt !== null,
    event: await show(accepted?.event ?? null),
    response: answer === null ? null : { status: answer.status, body: await show(answer.body) },
    ...graph,
    steps: await outlineSteps(ctx, { run: id, rows, planned }),
    /** Of the steps these are the first so many, and of the rest so many at most; null: they are all. */
    cut: first.length < MOST_STEPS ? null : { first: MOST_STEPS, rest: MOST_TELLING },
    counts,
    /** For `runs.live`. */
    cursor: formatCursor({ seq: first.at(-1)?.seq ?? -1, run: digest(summary) }),
  };
}

function withTelling(
  first: readonly StepOutlineRow[],
  telling: readonly StepOutlineRow[],
): readonly StepOutlineRow[] {
  const shown = new Set(first.map(({ step, scope }) => `${step} ${scope}`));
  return [...first, ...telling.filter(({ step, scope }) => !shown.has(`${step} ${scope}`))];
}
