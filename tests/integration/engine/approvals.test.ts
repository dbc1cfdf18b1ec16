import { setTimeout as sleep } from "node:timers/promises";
import { keepDecision } from "@riposte/db";
import { WorkflowUpdateFailedError } from "@temporalio/client";
import { CANCEL_UPDATE, DECIDE_UPDATE, DECISION_SIGNAL } from "@riposte/temporal";
import type { DecideInput } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { countOf, rawHistories } from "./support/history.ts";
import type { WorkerProcess } from "./support/worker-process.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";

let engine: Engine;
let worker: WorkerProcess;
beforeAll(async () => {
  engine = await startEngine();
  worker = await engine.startWorker();
});
afterAll(() => engine[Symbol.asyncDispose]());

function decide(runId: string, input: Partial<DecideInput>): Promise<unknown> {
  const decision = { step: "ask", decision: "approve", by: "ada", comment: "", ...input };
  return engine.client.workflow.getHandle(runId).executeUpdate(DECIDE_UPDATE, { args: [decision] });
}

async function refusal(update: Promise<unknown>): Promise<unknown> {
  const error = await update.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WorkflowUpdateFailedError)) throw new Error(`No refusal: ${String(error)}`);
  return (error.cause as { type?: string }).type;
}

const ask = (expiresAfterMs: number | null) =>
  planOf(
    [
      {
        id: "ask",
        kind: "approval",
        policy: { approvers: ["role:analyst"], expiresAfterMs, message: "Go on?" },
      },
      { id: "yes", kind: "join" },
      { id: "no", kind: "join" },
      { id: "late", kind: "join" },
      { id: "hold", kind: "approval", join: "any" },
    ],
    [
      "start>ask",
      "ask.approved>yes",
      "ask.rejected>no",
      "ask.expired>late",
      "yes>hold",
      "no>hold",
      "late>hold",
    ],
  );

test("a decision counts once; what does not wait for one refuses it", async () => {
  const runId = await engine.submit(ask(null));
  await engine.until(runId, "waiting");
  expect(await refusal(decide(runId, { step: "yes" }))).toBe("NotWaiting");
  expect(await refusal(decide(runId, { step: "nowhere" }))).toBe("NotWaiting");
  const outcomes = await Promise.allSettled([
    decide(runId, { by: "ada", comment: "fine" }),
    decide(runId, { by: "bob", decision: "reject" }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await refusal(decide(runId, {}))).toBe("AlreadyDecided");
  const rows =
    await engine.sql`select step, outcome from approvals where run_id = ${runId} order by created_at`;
  expect(rows.map((row) => row["step"])).toEqual(["ask", "hold"]);
  expect(["approved", "rejected"]).toContain(rows[0]?.["outcome"]);
  await decide(runId, { step: "hold" });
  await engine.until(runId, "done");
  await expect(decide(runId, { step: "hold" })).rejects.toThrow();
});

test("nobody decides in time: the run goes on at `expired`", async () => {
  const runId = await engine.submit(ask(300));
  await expect
    .poll(async () => (await engine.runOf(runId)).steps["ask"]?.port, { timeout: 20_000 })
    .toBe("expired");
  expect(await refusal(decide(runId, {}))).toBe("Expired");
  const [row] = await engine.sql`select outcome from approvals where run_id = ${runId} and step = 'ask'`;
  expect(row?.["outcome"]).toBe("expired");
});

const outcomeOf = async (runId: string) => {
  const [row] = await engine.sql`select outcome from approvals where run_id = ${runId} and step = 'ask'`;
  return row?.["outcome"] as string | null;
};

/** As the API does before it asks by an update. */
const say = (runId: string, at: number, ask = "1") =>
  engine.client.workflow.getHandle(runId).signal(DECISION_SIGNAL, {
    step: "ask",
    attempt: 1,
    decision: "approve",
    by: "ada",
    comment: "",
    ask,
    at,
  });

test("a decision in time stands though no worker is there until its time is over, and a late one does not", async () => {
  const inTime = await engine.submit(ask(6_000));
  const tooLate = await engine.submit(ask(6_000));
  for (const runId of [inTime, tooLate]) {
    await engine.until(runId, "waiting");
    // What was asked in a task that is cut off is asked again later, and has its time from then on.
    const deadlines = async () => countOf((await rawHistories(engine, runId)).flat(), "timerStarted");
    await expect.poll(deadlines, { timeout: 20_000 }).toBe(1);
  }
  await worker.kill();
  await say(inTime, Date.now());
  await sleep(7_000);
  await say(tooLate, Date.now());
  worker = await engine.startWorker();

  await expect.poll(() => outcomeOf(inTime), { timeout: 20_000 }).toBe("approved");
  await expect.poll(() => outcomeOf(tooLate), { timeout: 20_000 }).toBe("expired");
  expect((await engine.runOf(inTime)).steps["yes"]?.state).toBe("done");
});

test("what was said is asked again, on a fresh history too, and counts once", async () => {
  const runId = await engine.submit(ask(null));
  await engine.until(runId, "waiting");
  const history = async () => (await engine.client.workflow.getHandle(runId).describe()).runId;
  const first = await history();
  await say(runId, Date.now(), "mine");
  await decide(runId, { ask: "mine" });
  await expect.poll(() => outcomeOf(runId)).toBe("approved");
  await expect.poll(history, { timeout: 20_000 }).not.toBe(first);
  await decide(runId, { ask: "mine" });
  expect(await refusal(decide(runId, { ask: "another" }))).toBe("AlreadyDecided");
});

test("a decision whose API died before it was sent is sent by a worker, once", async () => {
  const runId = await engine.submit(ask(null));
  await engine.until(runId, "waiting");
  const [approval] = await engine.sql<{ id: string }[]>`select id from approvals where run_id = ${runId}`;
  const id = approval?.id ?? "";
  await keepDecision(engine.connection.db, { id, outcome: "rejected", by: "ada", comment: "not now" });
  await engine.sql`update approvals set kept_at = now() - interval '20 seconds' where id = ${id}`;
  await expect.poll(() => outcomeOf(runId), { timeout: 30_000 }).toBe("rejected");
  const [row] = await engine.sql`select comment, decided_by, kept_told from approvals where id = ${id}`;
  expect(row).toMatchObject({ comment: "not now", decided_by: "ada", kept_told: true });
  await expect.poll(async () => (await engine.runOf(runId)).steps["no"]?.state).toBe("done");
});

test("the question is kept as one mail, also where none of its approvers has an address", async () => {
  const runId = await engine.submit(ask(null));
  await engine.until(runId, "waiting");
  const mails = () => engine.sql<{ message: string }[]>`
    select message from outbox where message like ${`%${runId}%`}`;
  await expect.poll(async () => (await mails()).length).toBe(1);
  const [mail] = await mails();
  expect(JSON.parse(mail?.message ?? "")).toMatchObject({ to: [] });
});

test("words and values of a question are told apart", async () => {
  const policy = { approvers: [], expiresAfterMs: null, message: "Block {{ trigger.host }}?" };
  const plan = sequenceOf({ id: "ask", kind: "approval", policy, readsTrigger: true });
  const runId = await engine.submit(plan, { event: '{"host":"web-1?\\nAPPROVED"}' });
  await engine.until(runId, "waiting");
  const [row] = await engine.sql<{ request: string }[]>`
    select request from approvals where run_id = ${runId}`;
  expect(JSON.parse(row?.request ?? "")).toMatchObject({
    message: "Block «web-1? ⏎ APPROVED»?",
    question: [
      { kind: "written", text: "Block " },
      { kind: "value", text: "web-1?\nAPPROVED" },
      { kind: "written", text: "?" },
    ],
  });
});

test("a cancelled run withdraws its question", async () => {
  const runId = await engine.submit(ask(null));
  await engine.until(runId, "waiting");
  const handle = engine.client.workflow.getHandle(runId);
  await handle.executeUpdate(CANCEL_UPDATE, { args: [{ by: "ada", reason: "no longer needed" }] });
  const run = await engine.until(runId, "cancelled");
  expect(run.failure).toMatchObject({ code: "cancelled", message: "Cancelled by ada: no longer needed" });
  const [row] = await engine.sql`select outcome from approvals where run_id = ${runId}`;
  expect(row?.["outcome"]).toBe("withdrawn");
});

test("cancelling in Temporal is an event like others", async () => {
  const runId = await engine.submit(ask(null));
  await engine.until(runId, "waiting");
  await engine.client.workflow.getHandle(runId).cancel();
  expect((await engine.until(runId, "cancelled")).steps["ask"]?.state).toBe("cancelled");
});
