import { findRuns, listOpenApprovals, listUnknownOutcomes } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { allows } from "../permissions.ts";
import { argumentLine } from "../runs/event-line.ts";
import { plannedSteps } from "../runs/step-names.ts";
import { readFailure, summariseRun } from "../runs/summarise.ts";
import { needs } from "../trpc.ts";
import { describeApproval } from "./describe-approval.ts";
import { designations } from "./may-decide.ts";
import { peopleNames } from "./people-names.ts";
import { whyNot } from "./why-not.ts";

const MOST = 200;

/** All that waits for a person: decisions, and steps of which nobody knows what became. The longest waiting first. */
export const waiting = needs("approvals.read")
  .input(
    z
      .object({ mine: z.boolean().default(false) })
      .strict()
      .prefault({}),
  )
  .query(({ ctx, input }) => listWaiting(ctx, input.mine));

/** For the navigation: how many of them wait for the caller. */
export const count = needs("approvals.read").query(async ({ ctx }) => {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const [mine, all, unknown] = await Promise.all([
    listOpenApprovals(db, workspaceId, { designated: designations(ctx.actor), limit: MOST }),
    listOpenApprovals(db, workspaceId, { designated: null, limit: MOST }),
    listUnknownOutcomes(db, workspaceId, MOST),
  ]);
  const resolvable = maySettle(ctx) ? unknown.length : 0;
  const decidable = mine.filter((row) => whyNot(ctx.actor, row) === null).length;
  return { mine: decidable + resolvable, all: all.length + unknown.length };
});

async function listWaiting(ctx: Context, mine: boolean) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const [open, unknown, names] = await Promise.all([
    listOpenApprovals(db, workspaceId, { designated: mine ? designations(ctx.actor) : null, limit: MOST }),
    listUnknownOutcomes(db, workspaceId, MOST),
    peopleNames(ctx),
  ]);
  const outcomes = mine && !maySettle(ctx) ? [] : unknown;
  const found = await findRuns(db, workspaceId, [
    ...new Set([...open, ...outcomes].map(({ runId }) => runId)),
  ]);
  const runs = new Map(found.map((each) => [each.run.id, each]));
  const shown = [];
  for (const row of outcomes) {
    const ofRun = runs.get(row.runId);
    if (ofRun === undefined) continue;
    const planned = (await plannedSteps(db, ofRun.run.planHash)).byId.get(row.step);
    shown.push({
      run: row.runId,
      step: row.step,
      scope: row.scope,
      stepLabel: planned?.label ?? row.step,
      action: planned?.kind === "action" ? planned.action : null,
      /** The beginning of what was sent, in a line: two of one step are told apart by it. */
      sent: argumentLine(row.input),
      failure: readFailure(row.failure),
      since: row.startedAt?.toISOString() ?? ofRun.run.createdAt.toISOString(),
      ofRun: summariseRun(ofRun),
    });
  }
  return {
    approvals: open.flatMap((row) => {
      const ofRun = runs.get(row.runId);
      if (ofRun === undefined) return [];
      return [
        { ...describeApproval(row, names), ofRun: summariseRun(ofRun), whyNot: whyNot(ctx.actor, row) },
      ];
    }),
    outcomes: shown,
    mayResolve: maySettle(ctx),
    more: open.length === MOST || unknown.length === MOST,
  };
}

function maySettle({ actor }: Context): boolean {
  return allows(actor.role, "runs.resolve");
}
