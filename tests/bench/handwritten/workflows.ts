import { proxyLocalActivities } from "@temporalio/workflow";
import type { BlobPayload, RunRecord, StepRecord } from "@riposte/plan";
import type { BenchActivities } from "./activities.ts";

/** What somebody who knows Temporal would write by hand for exactly these jobs. */
interface Job {
  readonly runId: string;
  readonly workspaceId: string;
  readonly alert: string;
  readonly count: number;
}

const { lookUp, pick, closeRun, keepSteps } = proxyLocalActivities<BenchActivities>({
  startToCloseTimeout: "30 seconds",
});

export async function inSequence(job: Job): Promise<void> {
  const steps: StepRecord[] = [];
  for (let at = 0; at < job.count; at++) steps.push(await step(job, at));
  await close(job, steps);
}

export async function inParallel(job: Job): Promise<void> {
  const steps = await Promise.all(Array.from({ length: job.count }, (_, at) => step(job, at)));
  await close(job, steps);
}

export async function answer(job: Job & { readonly number: number }): Promise<{ readonly sum: number }> {
  const sum = job.number + 1;
  const at = new Date().getTime();
  await close(job, [record(0, at, JSON.stringify({ sum })), record(1, at, JSON.stringify({ sum }))]);
  return { sum };
}

/** Fields of a value that is too large for a history: it is fetched once, and all of them are picked there. */
export async function pickedFields(job: Job & { readonly event: BlobPayload }): Promise<void> {
  const { workspaceId, event, count } = job;
  const startedAt = new Date().getTime();
  const names = await pick({ workspaceId, hash: event.hash, count });
  await close(
    job,
    names.map((name, at) => record(at, startedAt, JSON.stringify({ [`name${at}`]: name }))),
  );
}

/** Iterations that each add one, recorded a thousand at a time, so that the memory stays bounded. */
export async function lightLoop(job: Job): Promise<number> {
  let steps: StepRecord[] = [];
  let sum = 0;
  const startedAt = new Date().getTime();
  for (let item = 0; item < job.count; item++) {
    sum = item + 1;
    steps.push({ ...record(item, startedAt, JSON.stringify({ sum })), step: "s", scope: `each[${item}]` });
    if (steps.length < 1_000) continue;
    await keepSteps({ runId: job.runId, workspaceId: job.workspaceId, steps });
    steps = [];
  }
  await close(job, steps);
  return sum;
}

async function step(job: Job, at: number): Promise<StepRecord> {
  const startedAt = new Date().getTime();
  return record(at, startedAt, await lookUp({ workspaceId: job.workspaceId, alert: job.alert }));
}

function record(at: number, startedAt: number, json: string): StepRecord {
  return {
    seq: at + 1,
    step: `s${at}`,
    scope: "",
    state: "done",
    attempt: 1,
    startedAt,
    finishedAt: new Date().getTime(),
    input: { kind: "inline", json: "{}" },
    output: { kind: "inline", json },
    port: null,
    failure: null,
    note: null,
  };
}

async function close({ runId, workspaceId }: Job, steps: readonly StepRecord[]): Promise<void> {
  const run: RunRecord = { seq: steps.length + 1, state: "done", failure: null, failedStep: null };
  await closeRun({ runId, workspaceId, steps, run, keep: steps.map(({ step }) => `${step} `), answer: null });
}
