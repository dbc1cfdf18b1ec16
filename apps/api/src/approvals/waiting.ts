import { findRuns, listOpenApprovals, listUndecidedSteps, listUnknownOutcomes } from "@riposte/db";
import type { RunWithPlaybook } from "@riposte/db";
import { iterationWords } from "@riposte/plan";
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
  const [mine, all, unknown, undecided] = await Promise.all([
    listOpenApprovals(db, workspaceId, { designated: designations(ctx.actor), limit: MOST }),
    listOpenApprovals(db, workspaceId, { designated: null, limit: MOST }),
    listUnknownOutcomes(db, workspaceId, MOST),
    listUndecidedSteps(db, workspaceId, MOST),
  ]);
  const asked = unknown.length + undecided.length;
  const resolvable = maySettle(ctx) ? asked : 0;
  const decidable = mine.filter((row) => whyNot(ctx.actor, row) === null).length;
  return { mine: decidable + resolvable, all: all.length + asked };
});

async function listWaiting(ctx: Context, mine: boolean) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const [listed, unknown, undecided, names] = await Promise.all([
    listOpenApprovals(db, workspaceId, { designated: mine ? designations(ctx.actor) : null, limit: MOST }),
    listUnknownOutcomes(db, workspaceId, MOST),
    listUndecidedSteps(db, workspaceId, MOST),
    peopleNames(ctx),
  ]);
  // As it is counted beside the page's name: what one has decided already waits for others, if for anybody.
  const open = mine ? listed.filter((row) => whyNot(ctx.actor, row) === null) : listed;
  const outcomes = mine && !maySettle(ctx) ? [] : unknown;
  const failures = mine && !maySettle(ctx) ? [] : undecided;
  const found = await findRuns(db, workspaceId, [
    ...new Set([...open, ...outcomes, ...failures].map(({ runId }) => runId)),
  ]);
  const runs = new Map(found.map((each) => [each.run.id, each]));
  const stepsOf = plansOnce(ctx);
  const tell = async (row: (typeof unknown)[number], ofRun: RunWithPlaybook) => {
    const { byId } = await stepsOf(ofRun.run.planHash);
    const planned = byId.get(row.step);
    return {
      run: row.runId,
      step: row.step,
      scope: row.scope,
      iteration: iterationWords(row.scope, byId),
      stepLabel: planned?.label ?? row.step,
      action: planned?.kind === "action" ? planned.action : null,
      /** The beginning of what was sent, in a line: two of one step are told apart by it. */
      sent: argumentLine(row.input),
      failure: readFailure(row.failure),
      since: row.startedAt?.toISOString() ?? ofRun.run.createdAt.toISOString(),
      ofRun: summariseRun(ofRun),
    };
  };
  const tellAll = async (rows: typeof unknown) => {
    const shown = [];
    for (const row of rows) {
      const ofRun = runs.get(row.runId);
      if (ofRun !== undefined) shown.push(await tell(row, ofRun));
    }
    return shown;
  };
  const approvals = [];
  for (const row of open) {
    const ofRun = runs.get(row.runId);
    if (ofRun === undefined) continue;
    const iteration =
      row.scope === "" ? null : iterationWords(row.scope, (await stepsOf(ofRun.run.planHash)).byId);
    approvals.push({
      ...describeApproval(row, names),
      iteration,
      ofRun: summariseRun(ofRun),
      whyNot: whyNot(ctx.actor, row),
    });
  }
  return {
    approvals,
    outcomes: await tellAll(outcomes),
    /** Steps that failed and ask what becomes of that. */
    failures: await tellAll(failures),
    mayResolve: maySettle(ctx),
    more: open.length === MOST || unknown.length === MOST || undecided.length === MOST,
  };
}

function maySettle({ actor }: Context): boolean {
  return allows(actor.role, "runs.resolve");
}

/** A loop asks as often as it has iterations: each plan is read once. */
function plansOnce({ services }: Context) {
  const known = new Map<string, ReturnType<typeof plannedSteps>>();
  return (hash: string) => {
    const steps = known.get(hash) ?? plannedSteps(services.db, hash);
    known.set(hash, steps);
    return steps;
  };
}
