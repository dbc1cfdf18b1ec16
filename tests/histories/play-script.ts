import { setTimeout as sleep } from "node:timers/promises";
import type { ActionJob, ActionOutcome } from "@riposte/temporal";
import { done } from "../integration/engine/support/script-worker.ts";

/** Stands where the Python worker stands; the step's id says what becomes of it. */
export async function playScript({ step, attempt }: ActionJob): Promise<ActionOutcome> {
  if (step.startsWith("flaky") && attempt === 1) {
    return { kind: "failed", failure: { code: "script_failed", message: "Not yet.", retryable: true } };
  }
  if (step.startsWith("broken")) {
    return { kind: "failed", failure: { code: "script_failed", message: "Broken.", retryable: false } };
  }
  if (step.startsWith("slow")) await sleep(150);
  if (step.startsWith("unknown")) {
    return { kind: "unknown", failure: { code: "unknown_outcome", message: "Who knows.", retryable: false } };
  }
  return done(JSON.stringify({ by: step, filler: step.startsWith("large") ? "x".repeat(60_000) : "" }));
}

/** Stands where it is handed scripts past Temporal; those that take long come to the other one. */
export async function playShortScript(job: ActionJob): Promise<ActionOutcome | null> {
  return job.step.startsWith("long") ? null : playScript(job);
}
