import { findApproval, findInboxRow, listUnfinishedStates } from "@riposte/db";
import type { ApprovalRow, RunWithPlaybook } from "@riposte/db";
import { iterationWords } from "@riposte/plan";
import type { ApprovalRequest } from "@riposte/plan";
import { fromPlain } from "@riposte/template";
import { z } from "zod";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import type { Context } from "../context.ts";
import { requireRun } from "../runs/find.ts";
import { knownValues } from "../runs/known-values.ts";
import { valueReader } from "../runs/read-value.ts";
import { plannedSteps } from "../runs/step-names.ts";
import { summariseRun } from "../runs/summarise.ts";
import { whoPaused } from "../runs/who-paused.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { tellConcerned } from "./concerned.ts";
import { concerns, meaningsOf } from "./concerns.ts";
import { describeApproval } from "./describe-approval.ts";
import { peopleNames } from "./people-names.ts";
import { refusal } from "./refusal.ts";
import { whyNot } from "./why-not.ts";
import { describeFollowing, waysAfter } from "./what-follows.ts";

/** Whom it concerns is told in this order. */
const WAYS = ["approved", "rejected", "expired"] as const;

/** Everything that somebody has to know before they decide. */
export const get = needs("approvals.read")
  .input(z.object({ id: z.string().min(1).max(100) }).strict())
  .query(({ ctx, input }) => tellApproval(ctx, input.id));

async function tellApproval(ctx: Context, id: string) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const approval = await findApproval(db, workspaceId, id);
  if (approval === null) throw notFound("approval", id);
  const found = await requireRun(ctx, approval.runId);
  const { call } = JSON.parse(approval.request) as ApprovalRequest;
  const [accepted, catalogue, names, following, planned, happening] = await Promise.all([
    findInboxRow(db, workspaceId, approval.runId),
    workspaceCatalogue(ctx),
    peopleNames(ctx),
    tellFollowing(ctx, approval, found),
    plannedSteps(db, found.run.planHash),
    listUnfinishedStates(db, workspaceId, [approval.runId]),
  ]);
  const iteration = iterationWords(approval.scope, planned.byId);
  const show = valueReader(ctx.services.blobs, workspaceId);
  const shown = call === null ? null : await show(JSON.stringify(call.arguments));
  const event = await show(accepted?.event ?? null);
  const entry = call === null ? undefined : catalogue.actions.get(call.action);
  const touched = call === null || shown === null ? [] : concerns({ action: call.action, entry }, shown.json);
  const later = WAYS.flatMap((way) => following[way].flatMap((step) => step.concerns));
  return {
    ...describeApproval(approval, names),
    iteration,
    ofRun: { ...summariseRun(found), happening: happening.get(approval.runId) ?? [] },
    simulate: accepted?.simulate ?? false,
    /** Since when, by whom and why; null while the run is not paused, or where nobody knows. */
    paused: await whoPaused(db, found.run),
    /** Why the caller cannot decide it now; null: they can. */
    whyNot: whyNot(ctx.actor, approval),
    event,
    /** Whom and what it is about. */
    concerned: await tellConcerned(ctx, [...touched, ...later], event?.json ?? null),
    /** Exactly this is called once it is approved; null for an approval step. */
    call:
      call === null || shown === null
        ? null
        : {
            action: { key: call.action, name: catalogue.actions.get(call.action)?.name ?? call.action },
            effect: call.effect,
            connector: call.connector,
            arguments: shown,
            /** What people call values of it. */
            meanings: meaningsOf(entry, shown.json),
            concerns: touched,
            refused: refusal(call.action, shown.json),
          },
    following,
  };
}

async function tellFollowing(ctx: Context, approval: ApprovalRow, found: RunWithPlaybook) {
  const { plan } = await plannedSteps(ctx.services.db, found.run.planHash);
  if (plan === null) return { approved: [], rejected: [], expired: [] };
  const ways = waysAfter(plan, approval.step);
  const steps = Object.values(ways).flatMap((way) => way.map(([step]) => step));
  const given = rulingOf(approval);
  const values = await knownValues(ctx.services, found, { plan, steps, scope: approval.scope, given });
  const { actions } = await workspaceCatalogue(ctx);
  const tell = (way: typeof ways.approved) => way.map((each) => describeFollowing(each, values, actions));
  return { approved: tell(ways.approved), rejected: tell(ways.rejected), expired: tell(ways.expired) };
}

/** What an approval step will give once the run hears of the decision that is kept. */
function rulingOf({ step, request, outcome, keptOutcome, keptBy, keptComment }: ApprovalRow) {
  const { call } = JSON.parse(request) as ApprovalRequest;
  if (outcome !== null || keptOutcome === null || call !== null) return null;
  const ruling = { decision: keptOutcome, by: keptBy ?? "", comment: keptComment ?? "" };
  return { step, output: fromPlain(ruling) };
}
