import type { Run } from "../client.ts";
import { durationBetween, instant } from "../time.ts";
import { inOrder } from "./in-order.ts";
import { tellRelations } from "./tell-relations.ts";
import { tellFailure, tellStep } from "./tell-step.ts";
import { valueLine } from "./value.ts";

const states: Record<Run["state"], string> = {
  queued: "is queued: it was accepted and starts as soon as it can",
  running: "is running",
  waiting: "waits for a person",
  paused: "is paused: nothing new starts until it is resumed",
  done: "is done",
  failed: "failed",
  cancelled: "was cancelled",
  skipped: "was not run: another one stands for it",
  stuck: "is stuck: the engine cannot go on; the server's log and `riposte status` say more",
  lost: "was lost: Temporal knows nothing of it any more; check what it did, then run it again",
};

/** The whole story for people; `full` cuts nothing. */
export function tellRun(run: Run, full: boolean): string {
  const took = durationBetween(run.startedAt, run.finishedAt);
  const event = valueLine(run.event, full);
  const failed = run.steps.find(({ step }) => step === run.failedStep);
  const facts = [
    `${run.playbook.name}, ${run.isTest ? "a test of the draft" : `version ${run.version}`}${run.simulate ? ", simulated: nothing was written" : ""}`,
    `started ${run.triggerId === null ? "by hand" : `by ${run.triggerId}`} at ${instant(run.createdAt)}`,
    ...(run.rerunOf === null ? [] : [`rerun of ${run.rerunOf}, ${rerunWords(run)}`]),
    ...run.reruns.map(
      ({ run: id, state }) => `rerun by ${id}, which ${state === "done" ? "is done" : `is ${state}`}`,
    ),
    ...(run.paused === null ? [] : pausedWords(run.paused, run.id)),
    ...tellRelations(run),
    ...(run.heldReason === null || run.over
      ? []
      : [`held: ${run.heldReason}`, `→ riposte release ${run.id}`]),
    ...(run.waits === null ? [] : [run.waits]),
    ...(run.standIn === null ? [] : [run.heldReason ?? "", `→ riposte show ${run.standIn}`]),
    ...(run.joined === 0
      ? []
      : [`stands for ${run.joined} more ${run.joined === 1 ? "event" : "events"} with its key`]),
    ...(event === null ? [] : [`event    ${event}`]),
    ...(run.response === null
      ? []
      : [`answer   ${run.response.status} ${valueLine(run.response.body, full) ?? ""}`]),
    ...(run.failure === null ? [] : tellFailure(run.failure, { step: failed, over: run.over })),
  ];
  const steps = inOrder(run.steps).flatMap((step) => ["", ...tellStep(step, run, full)]);
  return [
    `Run ${run.id} ${states[run.state]}${took === null ? "" : ` (${took})`}`,
    ...facts.map((line) => `  ${line}`),
    ...(run.steps.length === 0 ? ["", "No step has begun."] : steps),
  ].join("\n");
}

function rerunWords({ rerun, steps }: Pick<Run, "rerun" | "steps">): string {
  const label = steps.find(({ step }) => step === rerun?.step)?.label ?? rerun?.step ?? "";
  switch (rerun?.kind) {
    case "step":
      return `from ${label} on`;
    case "after":
      return `from after ${label} on, whose output was given by hand`;
    case "failed":
      return "what had failed";
    default:
      return "with its event";
  }
}

function pausedWords({ by, reason, at }: NonNullable<Run["paused"]>, id: string): string[] {
  return [`paused by ${by} at ${instant(at)}${reason === "" ? "" : `: ${reason}`}`, `→ riposte resume ${id}`];
}
