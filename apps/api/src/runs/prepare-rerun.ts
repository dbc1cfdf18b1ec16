import { findInboxRow, findRecorded, findVersion, listPastSteps, TEST_VERSION } from "@riposte/db";
import type { PastStepRow, PlaybookRow, RunRow } from "@riposte/db";
import { outermost, planRerun, refuseUnknownPlan, UnknownPlan } from "@riposte/plan";
import type { PastStep, Plan, RecordedStep, RerunChoice, RerunPlan } from "@riposte/plan";
import type { Context } from "../context.ts";
import { requirePlaybook } from "../playbooks/find.ts";
import { pinnedSteps } from "../playbooks/pins/pinned-steps.ts";
import { readDraft } from "../playbooks/read-draft.ts";
import { notFound, UserError } from "../user-error.ts";
import { isOver, requireRun } from "./find.ts";
import { draftToRun } from "./draft-to-run.ts";
import type { DraftToRun } from "./draft-to-run.ts";
import { plannedSteps } from "./step-names.ts";

interface Wish {
  readonly id: string;
  readonly from: RerunChoice;
  readonly on: "same" | "newest" | "draft";
  /** Of the draft: the one that one sees. */
  readonly revision?: number | undefined;
  /** Of the draft alone; what was simulated stays so. */
  readonly simulate?: boolean | undefined;
}

export type PastStepOfRun = PastStep & Pick<PastStepRow, "origin">;

export interface PreparedRerun {
  readonly run: RunRow;
  readonly playbook: PlaybookRow;
  readonly simulate: boolean;
  /** What runs: 0 is a draft. */
  readonly version: number;
  readonly planHash: string;
  /** What was drawn, where the draft of now is tried; null: a version, or the draft that was tried then. */
  readonly draft: DraftToRun | null;
  readonly before: Plan;
  readonly next: Plan;
  /** With the outermost loop in the place of a step within it. */
  readonly choice: RerunChoice;
  /** The step that was asked for, where another one is meant by that. */
  readonly askedFor: string | null;
  readonly past: readonly PastStepOfRun[];
  readonly plan: RerunPlan;
  /** What stands in for steps that would run: pinned in the draft, or in the test that is repeated. */
  readonly pinned: readonly RecordedStep[];
}

/** What of a run stands and what runs again. @throws UserError where that cannot be, and why. */
export async function prepareRerun(ctx: Context, wish: Wish): Promise<PreparedRerun> {
  const { id, from, on } = wish;
  const { db } = ctx.services;
  const { run } = await requireRun(ctx, id);
  const playbook = await requirePlaybook(ctx, run.playbookId);
  const accepted = await findInboxRow(db, ctx.actor.workspaceId, id);
  if (accepted === null) throw new UserError("conflict", `The event of run ${id} is no longer there.`);
  if (from.kind !== "start" && !isOver(run.state)) {
    throw new UserError(
      "conflict",
      `Run ${id} is not over yet: until then it can only be rerun from the start.`,
    );
  }
  const before = await readPlan(ctx, run.planHash);
  const draft = on === "draft" ? await draftToRun(ctx, playbook, wish.revision) : null;
  const { version, planHash } = draft ?? (await planToRun(ctx, { run, playbook, on: versionOf(on) }));
  const next = draft?.plan ?? (planHash === run.planHash ? before : await readPlan(ctx, planHash));
  const meant = resolveChoice(from, { before, next, version, name: playbook.name });
  const past = (await listPastSteps(db, ctx.actor.workspaceId, id)).map(asFound);
  if (from.kind === "failed") refuseUnresolved(past, before);
  const plan = planRerun(before, past, next, meant.choice);
  if (from.kind === "failed" && !plan.again.some(({ why }) => why === "failed" || why === "unfinished")) {
    throw new UserError("conflict", `Nothing of run ${id} has failed or was cancelled.`);
  }
  const simulate = accepted.simulate || (draft !== null && wish.simulate === true);
  const pinned = (await pinsOf(ctx, { run, playbook, draft, version })).filter(
    ({ step }) => plan.again.some((each) => each.step === step) || plan.first.includes(step),
  );
  return { run, playbook, simulate, version, planHash, draft, before, next, past, plan, pinned, ...meant };
}

/** Of the draft as it is now, or of the test that is repeated as it was. */
async function pinsOf(
  ctx: Context,
  { run, playbook, draft, version }: Pick<PreparedRerun, "run" | "playbook" | "draft" | "version">,
): Promise<readonly RecordedStep[]> {
  if (draft !== null) return pinnedSteps(ctx, playbook.id, readDraft(draft.graph));
  if (version !== TEST_VERSION) return [];
  const text = await findRecorded(ctx.services.db, ctx.actor.workspaceId, run.id);
  const recorded = JSON.parse(text ?? "[]") as readonly RecordedStep[];
  return recorded.filter(({ when }) => when === "reached");
}

function versionOf(on: Wish["on"]): "same" | "newest" {
  return on === "same" ? "same" : "newest";
}

async function planToRun(
  ctx: Context,
  {
    run,
    playbook,
    on,
  }: {
    readonly run: RunRow;
    readonly playbook: PlaybookRow;
    readonly on: "same" | "newest";
  },
): Promise<{ readonly version: number; readonly planHash: string }> {
  const { id: playbookId, name, publishedVersion, enabled } = playbook;
  if (on === "same" && run.version === TEST_VERSION) return run;
  if (!enabled) throw new UserError("conflict", `${name} is switched off: switch it on before running it.`);
  if (on === "same") return run;
  if (publishedVersion === null) {
    throw new UserError("conflict", `${name} is not published: publish it before running it.`);
  }
  const wanted = { playbookId, version: publishedVersion };
  const found = await findVersion(ctx.services.db, ctx.actor.workspaceId, wanted);
  if (found === null) throw new Error(`Version ${publishedVersion} of ${playbookId} is gone.`);
  return found;
}

async function readPlan(ctx: Context, hash: string): Promise<Plan> {
  const { plan } = await plannedSteps(ctx.services.db, hash);
  if (plan === null) throw new UserError("conflict", "The plan that ran is no longer there.");
  try {
    refuseUnknownPlan(plan);
  } catch (error) {
    if (!(error instanceof UnknownPlan)) throw error;
    throw new UserError("conflict", error.message, { cause: error });
  }
  return plan;
}

interface Versions {
  readonly before: Plan;
  readonly next: Plan;
  readonly version: number;
  readonly name: string;
}

function resolveChoice(from: RerunChoice, versions: Versions): Pick<PreparedRerun, "choice" | "askedFor"> {
  if (from.kind === "start" || from.kind === "failed") return { choice: from, askedFor: null };
  const { before, next, version, name } = versions;
  const byRef = (plan: Plan) =>
    plan.steps.find(({ id }) => id === from.step) ?? plan.steps.find((step) => step.name === from.step);
  const asked = byRef(before) ?? byRef(next);
  if (asked === undefined) throw notFound("step", from.step);
  const there = next.steps.find(({ id }) => id === asked.id);
  if (there === undefined) {
    const hint = "Rerun it with the version that ran, or from the start.";
    const what = version === TEST_VERSION ? `The draft of ${name}` : `Version ${version} of ${name}`;
    throw new UserError("conflict", `${what} has no step "${asked.label}" any more. ${hint}`);
  }
  const step = outermost(next, there.id) ?? there;
  if (from.kind === "after" && (there.kind !== "action" || step.id !== there.id)) {
    const message = `"${there.label}" is no action outside of loops: only of one of these an output can be given.`;
    throw new UserError("bad_request", message, { field: "from.step" });
  }
  const askedFor = step.id === there.id ? null : there.label;
  return { choice: { kind: from.kind, step: step.id }, askedFor };
}

/** What a person found became of a step counts as the engine would have counted it. */
function asFound(step: PastStepRow): PastStepOfRun {
  const { found, ...past } = step;
  return past.state === "unknown" && found !== null ? { ...past, state: found, port: null } : past;
}

function refuseUnresolved(past: readonly PastStep[], plan: Plan): void {
  const unknown = past.filter(({ state }) => state === "unknown").map(({ step }) => step);
  const labels = plan.steps.filter(({ id }) => unknown.includes(id)).map(({ label }) => `"${label}"`);
  if (labels.length === 0) return;
  const message = `Nobody knows what became of ${labels.join(", ")}. Say first whether it happened, then rerun what failed.`;
  throw new UserError("conflict", message);
}
