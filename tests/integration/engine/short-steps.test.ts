import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expireOwner } from "@riposte/db";
import { RESOLVE_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFakeReceiver } from "../../support/fake-receiver.ts";
import type { FakeReceiver } from "../../support/fake-receiver.ts";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { sequenceOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";

const STEPS = 40;

let engine: Engine;
let receiver: FakeReceiver;
beforeAll(async () => {
  receiver = await startFakeReceiver(20);
  engine = await startEngine();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

const plan = (steps = STEPS, { url } = receiver) =>
  sequenceOf(
    ...Array.from({ length: steps }, (_, at): StepOfTest => ({
      id: `s${at}`,
      kind: "action",
      action: "riposte.send_webhook",
      effect: "notify",
      idempotent: false,
      execution: "short",
      timeoutMs: 5_000,
      readsTrigger: true,
      arguments: { url, body: { key: `{{ trigger.mark }} s${at}` } },
    })),
  );

const startWorker = (instance: string) =>
  engine.startWorker({
    RIPOSTE_INSTANCE: instance,
    RIPOSTE_EGRESS_ALLOW: `127.0.0.1:${receiver.port}`,
  });

const arrived = (mark: string) => [...receiver.received].filter(([key]) => key.startsWith(`${mark} `));

/** Whoever is asked what became of a step looks at the other side. */
async function untilOver(runId: string, mark: string): Promise<void> {
  for (;;) {
    const { state, steps } = await engine.until(runId, "done", "failed", "waiting");
    if (state !== "waiting") return expect(state).toBe("done");
    for (const step of Object.keys(steps).filter((id) => steps[id]?.state === "unknown")) {
      const outcome = receiver.received.has(`${mark} ${step}`) ? "done" : "rerun";
      const said = { step, attempt: steps[step]?.attempt, outcome, by: "ada", reason: "Looked there." };
      await engine.client.workflow
        .getHandle(runId)
        .executeUpdate(RESOLVE_UPDATE, { args: [said] })
        // Asked twice, when the record of the first answer is still on its way.
        .catch(() => {});
    }
    await sleep(50);
  }
}

// What a local activity came to is in the history only at the end of its workflow task: Temporal knows of none of them.
test("the worker is killed in the middle of 40 short steps that must not be repeated: each has its effect once", async () => {
  const marks = Array.from({ length: 3 }, () => randomUUID());
  const instance = `worker_${randomUUID()}`;
  const worker = await startWorker(instance);
  const runs = await Promise.all(
    marks.map((mark) => engine.submit(plan(), { event: JSON.stringify({ mark }) })),
  );
  while (arrived(marks[0] ?? "").length < STEPS / 2) await sleep(2);
  await worker.kill();
  // As the supervisor does when it has reaped a worker.
  await expireOwner(engine.connection.db, instance);
  const successor = await startWorker(`worker_${randomUUID()}`);
  for (const [at, mark] of marks.entries()) {
    await untilOver(runs[at] ?? "", mark);
    const once = Array.from({ length: STEPS }, (_, step) => [`${mark} s${step}`, 1]);
    expect(arrived(mark)).toEqual(once);
  }
  await successor.stop();
}, 120_000);

test("what a short step has come to is seen while the next one is still at it", async () => {
  await using slow = await startFakeReceiver(1_500);
  const worker = await engine.startWorker({ RIPOSTE_EGRESS_ALLOW: `127.0.0.1:${slow.port}` });
  const runId = await engine.submit(plan(3, slow), { event: JSON.stringify({ mark: randomUUID() }) });
  const states = async () => {
    const { steps } = await engine.runOf(runId);
    return ["s0", "s1", "s2"].map((id) => steps[id]?.state ?? null);
  };
  await expect.poll(states, { timeout: 20_000 }).toEqual(["running", null, null]);
  await expect.poll(states, { timeout: 20_000 }).toEqual(["done", "running", null]);
  await expect.poll(states, { timeout: 20_000 }).toEqual(["done", "done", "running"]);
  await engine.until(runId, "done");
  await worker.stop();
});
