import { randomUUID } from "node:crypto";
import { expireOwner } from "@riposte/db";
import { DECIDE_UPDATE, DECISION_SIGNAL } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFakeReceiver } from "../../support/fake-receiver.ts";
import type { FakeReceiver } from "../../support/fake-receiver.ts";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { planOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";

/** So long one workflow task lasts: nothing of it is in the history before. */
const TASK_MS = 3_000;

let engine: Engine;
let quick: FakeReceiver;
let slow: FakeReceiver;
beforeAll(async () => {
  quick = await startFakeReceiver(0);
  slow = await startFakeReceiver(TASK_MS);
  engine = await startEngine();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await quick[Symbol.asyncDispose]();
  await slow[Symbol.asyncDispose]();
});

const startWorker = (instance: string) =>
  engine.startWorker({
    RIPOSTE_INSTANCE: instance,
    RIPOSTE_EGRESS_ALLOW: `127.0.0.1:${quick.port},127.0.0.1:${slow.port}`,
  });

const post = (id: string, url: string): StepOfTest => ({
  id,
  kind: "action",
  action: "riposte.send_webhook",
  effect: "notify",
  idempotent: true,
  execution: "short",
  timeoutMs: 5_000,
  readsTrigger: true,
  arguments: { url, body: { key: `{{ trigger.mark }} ${id}` } },
});

/** The question comes after something that the workflow does not know before it has been done again. */
const askBesideSlow = () =>
  planOf(
    [post("quick", quick.url), { id: "ask", kind: "approval" }, post("slow", slow.url)],
    ["start>quick", "quick>ask", "start>slow"],
  );

const approvalOf = async (runId: string) => {
  const [row] = await engine.sql`select outcome, comment from approvals where run_id = ${runId}`;
  return row;
};

test("a decision on what was asked in a task that its worker did not end is taken when it is asked again", async () => {
  const instance = randomUUID();
  const worker = await startWorker(instance);
  const runId = await engine.submit(askBesideSlow(), { event: JSON.stringify({ mark: randomUUID() }) });
  await expect.poll(() => approvalOf(runId), { timeout: 20_000 }).toBeDefined();
  await worker.kill();
  await expireOwner(engine.connection.db, instance);

  const run = engine.client.workflow.getHandle(runId);
  const decision = { step: "ask", decision: "approve", by: "ada", comment: "fine", ask: "mine" };
  await run.signal(DECISION_SIGNAL, { ...decision, attempt: 1, at: Date.now() });
  const heard = run.executeUpdate(DECIDE_UPDATE, { args: [decision] });
  heard.catch(() => {});
  await startWorker(randomUUID());

  await heard;
  await expect
    .poll(() => approvalOf(runId), { timeout: 20_000 })
    .toMatchObject({ outcome: "approved", comment: "fine" });
  expect((await engine.until(runId, "done", "failed")).state).toBe("done");
}, 120_000);
