import { acceptRerun, insertPlan, newId } from "@riposte/db";
import { givenStep } from "@riposte/plan";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { actorName, shownName } from "../context.ts";
import type { Context } from "../context.ts";
import { sha256 } from "../hooks/sha256.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { runRef } from "./find.ts";
import { givenOutput } from "./given-output.ts";
import { prepareRerun } from "./prepare-rerun.ts";
import type { PreparedRerun } from "./prepare-rerun.ts";
import { recordedText, takenOver } from "./take-over.ts";
import { tellRerun } from "./tell-rerun.ts";

const stepRef = z.string().min(1).max(64);

const from = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("start") }).strict(),
  /** This step, by id or name, and all that follows it. */
  z.object({ kind: z.literal("step"), step: stepRef }).strict(),
  /** What failed or was cancelled, and what follows it. */
  z.object({ kind: z.literal("failed") }).strict(),
  /** What follows this action, as if it had given the output. */
  z.object({ kind: z.literal("after"), step: stepRef }).strict(),
]);

const wish = z.object({
  id: runRef,
  from: from.default({ kind: "start" }),
  /** The version that ran, the one that is published now, or the draft: for who may change it. */
  on: z.enum(["same", "newest", "draft"]).default("newest"),
  /** The draft's that one sees; another one in the store is a conflict. Absent: as it is. */
  revision: z.int().min(0).optional(),
  /** With the draft: writes are shown and not sent. Absent, as in the run that is repeated. */
  simulate: z.boolean().optional(),
});

const rerunInput = wish
  .extend({
    /** The same id again is the same run. */
    requestId: z.string().min(1).max(200).optional(),
    /** The one that one sees published; another one is a conflict. Absent: whichever it is. */
    version: z.int().min(1).optional(),
    /** From after a step: what it would have given, as JSON text, and why that is so. */
    output: z.string().max(1_048_576).optional(),
    reason: z.string().trim().max(1_000).default(""),
  })
  .strict();

/** What a rerun would take over and what it would do again; nothing is started. */
export const previewRerun = needs("runs.start")
  .input(wish.strict())
  .query(async ({ ctx, input }) => tellRerun(await prepareRerun(ctx, input)));

/** Once more with the same event: all of it, from a step on, or only what failed. */
export const rerun = needs("runs.start")
  .input(rerunInput)
  .mutation(({ ctx, input }) => rerunRun(ctx, input));

type RerunInput = z.infer<typeof rerunInput>;

async function rerunRun(ctx: Context, input: RerunInput) {
  const { sql, db } = ctx.services;
  const prepared = await prepareRerun(ctx, input);
  const { run, playbook, version, planHash, choice, draft, simulate } = prepared;
  if (input.version !== undefined && input.on === "newest" && version !== input.version) {
    const message = `Version ${version} of ${playbook.name} is published now, and no longer version ${input.version}. Nothing was started.`;
    throw new UserError("conflict", message, { field: "version" });
  }
  const runId = newId("run");
  const step = "step" in choice ? choice.step : null;
  if (draft !== null) await insertPlan(db, draft.planText);
  const accepted = await acceptRerun(sql, {
    runId,
    workspaceId: ctx.actor.workspaceId,
    rerunOf: run.id,
    kind: choice.kind,
    step,
    recorded: await recordedText(ctx, [
      ...(await takenOver(ctx, { ...prepared, reused: prepared.plan.reused })),
      ...(await byHand(ctx, prepared, input)),
      ...prepared.pinned,
    ]),
    requestedBy: actorName(ctx.actor),
    planHash,
    version,
    draft,
    simulate,
    mustBePublished: input.on === "newest" && version !== 0,
    dedupeKey: input.requestId ?? runId,
    bodyHash: sha256(
      JSON.stringify([choice, planHash, input.output ?? null, draft === null ? null : simulate]),
    ),
  });
  if (accepted.kind === "moved") throw movedOn(playbook.name);
  if (accepted.kind === "duplicate" && !accepted.sameBody) {
    const message = "This request id was used before, for another rerun.";
    throw new UserError("conflict", message, { field: "requestId" });
  }
  const duplicate = accepted.kind === "duplicate";
  if (!duplicate) {
    const given = input.output === undefined ? {} : { byHand: true, reason: input.reason };
    await recordChange(db, ctx, {
      action: "runs.rerun",
      target: `run:${accepted.runId}`,
      details: {
        playbook: playbook.id,
        of: run.id,
        from: choice.kind,
        ...(draft === null ? {} : { revision: draft.revision }),
        ...(step === null ? {} : { step }),
        simulate,
        ...given,
      },
    });
  }
  return { run: accepted.runId, duplicate, version };
}

function movedOn(name: string): UserError {
  const message = `${name} was published, switched off or removed at this very moment. Nothing was started: look again.`;
  return new UserError("conflict", message);
}

async function byHand(ctx: Context, { choice, next, past }: PreparedRerun, { output, reason }: RerunInput) {
  if (choice.kind !== "after") {
    if (output === undefined) return [];
    throw new UserError("bad_request", "An output is given for a rerun from after a step.", {
      field: "output",
    });
  }
  const step = next.steps.find(({ id }) => id === choice.step);
  if (output === undefined || step === undefined) {
    const message = "Say what the step would have given: a rerun from after it needs an output.";
    throw new UserError("bad_request", message, { field: "output" });
  }
  if (reason === "") throw new UserError("bad_request", "Say why: a reason is needed.", { field: "reason" });
  const attempt = past.find((each) => each.step === step.id && each.scope === "")?.attempt ?? 1;
  const note = `Its output was given by hand by ${shownName(ctx.actor)}: ${reason}`;
  return [givenStep(step.id, { output: await givenOutput(ctx, step, output), attempt, note })];
}
