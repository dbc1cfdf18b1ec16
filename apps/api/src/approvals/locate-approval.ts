import { findApproval, listApprovals } from "@riposte/db";
import type { ApprovalRow } from "@riposte/db";
import type { Context } from "../context.ts";
import { requireRun } from "../runs/find.ts";
import { firstOf } from "../runs/first-of.ts";
import { readStandsStill } from "../runs/stands-still.ts";
import { plannedSteps } from "../runs/step-names.ts";
import type { PlannedSteps } from "../runs/step-names.ts";
import { notFound, UserError } from "../user-error.ts";

const MOST = 200;

interface Wanted {
  readonly id?: string | undefined;
  readonly run?: string | undefined;
  /** Id or name. */
  readonly step?: string | undefined;
  readonly scope?: string | undefined;
}

/**
 * By its id, or as the one open approval of a run, a step, an iteration; else the newest that was closed there.
 * The iteration of a loop has to be said also where one alone waits: who repeats a command means the same one again,
 * never the next that nobody has seen.
 */
export async function locateApproval(ctx: Context, wanted: Wanted): Promise<ApprovalRow> {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  if (wanted.id !== undefined) {
    const approval = await findApproval(db, workspaceId, wanted.id);
    if (approval === null) throw notFound("approval", wanted.id);
    return approval;
  }
  const { run } = await requireRun(ctx, wanted.run ?? "");
  const steps = await plannedSteps(db, run.planHash);
  const step = wanted.step === undefined ? undefined : (steps.idOf(wanted.step) ?? wanted.step);
  const meant = { runId: run.id, step, scope: wanted.scope };
  const open = await listApprovals(db, workspaceId, { ...meant, onlyOpen: true, limit: MOST });
  if (open.length > 1) throw severalWait(open, steps);
  const [approval] = open.length === 1 ? open : await listApprovals(db, workspaceId, { ...meant, limit: 1 });
  if (approval !== undefined) {
    if (approval.scope !== "" && wanted.scope === undefined) throw iterationUnsaid(approval, steps);
    return approval;
  }
  const others = await listApprovals(db, workspaceId, { runId: run.id, onlyOpen: true, limit: MOST });
  if (others.length === 0) throw await noneHere(ctx, run.id);
  throw otherWait(wanted, others, steps);
}

function iterationUnsaid({ step, scope, outcome }: ApprovalRow, { byId }: PlannedSteps): UserError {
  const name = byId.get(step)?.name ?? step;
  const what =
    outcome === null
      ? `Step ${name} waits for approval at ${scope} of its loop.`
      : `No iteration of step ${name} waits for approval; the last one that did was ${scope}.`;
  return new UserError("bad_request", `${what} Say which iteration is meant, by scope.`, { field: "scope" });
}

/** It may wait for runs that it called. */
async function noneHere(ctx: Context, run: string): Promise<UserError> {
  const asked = (await readStandsStill(ctx, run))?.asked.filter(({ state }) => state === "approval") ?? [];
  const places = asked.map(({ run: called, name, scope }) => `step ${placeOf(name, scope)} of ${called}`);
  const where = places.length === 0 ? "" : ` What waits in runs that it called: ${firstOf(places)}.`;
  return new UserError("conflict", `Run ${run} waits for no approval.${where}`);
}

function severalWait(open: readonly ApprovalRow[], steps: PlannedSteps): UserError {
  const isOneStep = open.every(({ step }) => step === open[0]?.step);
  const message = `Several steps of this run wait for approval: ${placesOf(open, steps)}. Say which, by step and scope.`;
  return new UserError("bad_request", message, { field: isOneStep ? "scope" : "step" });
}

function otherWait({ step, scope }: Wanted, others: readonly ApprovalRow[], steps: PlannedSteps): UserError {
  const named = step === undefined ? "step" : `step ${JSON.stringify(step)}`;
  const where = scope === undefined || scope === "" ? "" : ` at ${scope}`;
  const message = `No ${named}${where} of this run waits for approval. What waits: ${placesOf(others, steps)}.`;
  return new UserError("not_found", message, { field: step === undefined ? "scope" : "step" });
}

/** `ask at each[0], ask at each[1]`, as `riposte approve --step --scope` takes them. */
function placesOf(open: readonly ApprovalRow[], { byId }: PlannedSteps): string {
  return firstOf(open.toReversed().map(({ step, scope }) => placeOf(byId.get(step)?.name ?? step, scope)));
}

function placeOf(name: string, scope: string): string {
  return scope === "" ? name : `${name} at ${scope}`;
}
