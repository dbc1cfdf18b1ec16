import { findEventWait, findStepRun, listStepAttempts, listUnresolvedSteps } from "@riposte/db";
import type { AttemptRow } from "@riposte/db";
import { givenField, isStanding, outputPorts } from "@riposte/plan";
import { z } from "zod";
import { tellConcerned } from "../approvals/concerned.ts";
import { workspaceCatalogue } from "../actions/workspace-catalogue.ts";
import { concerns } from "../approvals/concerns.ts";
import type { Context } from "../context.ts";
import { tellWaitingCalls, withWait } from "../limits/waits.ts";
import { needs } from "../trpc.ts";
import { afterAnswer } from "./after-answer.ts";
import { describeAttempt, outlineStep, readOutcome } from "./describe-step.ts";
import { describeWait } from "./describe-wait.ts";
import { isOver, requireRun, runRef } from "./find.ts";
import { knownValues } from "./known-values.ts";
import { takenSchema } from "./given-data.ts";
import { resultSchema } from "./given-output.ts";
import { valueReader } from "./read-value.ts";
import type { ValueReader } from "./read-value.ts";
import { plannedSteps } from "./step-names.ts";
import { listResolutions, resolutionOf } from "./resolutions.ts";
import { readsOf } from "./step-reads.ts";

const stepInput = z
  .object({
    id: runRef,
    step: z.string().min(1).max(64),
    /** Which turn of a loop; empty outside loops. */
    scope: z.string().max(500).default(""),
  })
  .strict();

/** Everything about one step of a run; `record` is null while it has not been reached. */
export const step = needs("runs.read")
  .input(stepInput)
  .query(({ ctx, input }) => tellStep(ctx, input));

async function tellStep(ctx: Context, { id, step, scope }: z.infer<typeof stepInput>) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const found = await requireRun(ctx, id);
  const at = { runId: id, step, scope };
  const [row, attempts, planned, unresolved, wait] = await Promise.all([
    findStepRun(db, workspaceId, at),
    listStepAttempts(db, workspaceId, at),
    plannedSteps(db, found.run.planHash),
    listUnresolvedSteps(db, workspaceId, id),
    findEventWait(db, workspaceId, at),
  ]);
  const waits = await tellWaitingCalls(ctx, row?.state === "turn" ? [id] : []);
  const { plan } = planned;
  const meant = planned.byId.get(step);
  const reads =
    plan === null || meant === undefined
      ? []
      : readsOf(meant, await knownValues(ctx.services, found, { plan, steps: [meant], scope }));
  const show = valueReader(ctx.services.blobs, workspaceId);
  const input = row === null ? null : await show(row.input);
  const touched = meant?.kind === "action" ? await touchedBy(ctx, meant.action, input?.json ?? null) : [];
  const isLost = attempts.some(({ state }) => state === "unknown");
  const said = isLost ? await listResolutions(db, workspaceId, { run: id, limit: 200 }) : [];
  return {
    /** Nothing will happen any more. */
    isRunOver: isOver(found.run.state),
    /** The run goes on, but not there. */
    isIterationOver: !isOver(found.run.state) && row?.archived === true,
    /** Nobody has said yet what became of it: that is asked even once the run is over. */
    isUnresolved: unresolved.some((each) => each.step === step && each.scope === scope),
    /** What either answer leads to; null where that is not known. */
    afterAnswer: plan === null ? null : afterAnswer(plan, step),
    record:
      row === null
        ? null
        : { ...outlineStep(withWait(row, waits), meant), input, output: await show(row.output) },
    /** What a step that waits for an event waits for. */
    wait: wait === null ? null : await describeWait(ctx.services, wait),
    timeoutMs: meant?.timeoutMs ?? null,
    mostAttempts: meant?.retry.attempts ?? null,
    effect: meant?.kind === "action" ? meant.effect : null,
    connector: meant?.kind === "action" ? meant.connector : null,
    /** What an action touches, as far as its input says so. */
    concerned: await tellConcerned(ctx, touched, null),
    /** What its templates read, and what that was. */
    reads,
    /** Of one that stands at a breakpoint: what can be given to it or in its place. */
    standing:
      row === null || meant === undefined || !isStanding(row) || isOver(found.run.state)
        ? null
        : {
            takes: givenField(meant.kind) === null ? null : { schema: await takenSchema(ctx, meant) },
            /** The ways by which it can be left where an output stands for it. */
            ports: outputPorts(meant),
          },
    /** What it gives by its schema, where somebody may give that by hand; null: nothing is said of it. */
    resultSchema: await resultSchema(ctx, meant),
    /** Who said what became of it, where it was lost in the middle; null: nobody has. */
    resolution: resolutionOf(said, { step, scope }),
    attempts: await Promise.all(attempts.map((attempt) => tellAttempt(attempt, show))),
  };
}

async function tellAttempt(row: AttemptRow, show: ValueReader) {
  const late = readOutcome(row.lateOutcome);
  return {
    ...describeAttempt(row),
    /** What came in after it had been given up: it does not count, and says what became of it. */
    late:
      late === null
        ? null
        : {
            kind: late.kind,
            failure: late.kind === "done" ? null : late.failure,
            output: late.kind === "done" ? await show(JSON.stringify(late.output)) : null,
          },
  };
}

async function touchedBy(ctx: Context, action: string, json: string | null): Promise<readonly string[]> {
  const { actions } = await workspaceCatalogue(ctx);
  return concerns({ action, entry: actions.get(action) }, json);
}
