import { PAUSE_UPDATE, RESUME_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngineApi } from "./support/engine-api.ts";
import type { EngineApi } from "./support/engine-api.ts";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";
import { publish } from "./support/publish.ts";

// Holding and ending runs that wait for other runs and for events.

let engine: Engine;
let api: EngineApi;
beforeAll(async () => {
  engine = await startEngine();
  api = await startEngineApi(engine);
  await engine.startWorker();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const call = (playbook: string): StepOfTest => ({
  id: "call",
  kind: "sub_playbook",
  playbook: { id: playbook, name: "Other" },
});

const awaitAlert: StepOfTest = {
  id: "event",
  kind: "wait_event",
  source: { id: "alert_status", name: "alerts" },
  condition: "event.never",
};

async function childrenOf(runId: string) {
  return engine.sql<{ id: string; state: string }[]>`
    select r.id, r.state from run_links l join runs r on r.id = l.run_id where l.parent_id = ${runId}`;
}

async function childOf(runId: string): Promise<string> {
  await expect
    .poll(() => childrenOf(runId), { timeout: 20_000 })
    .toMatchObject([{ state: expect.stringMatching(/running|waiting/) }]);
  const [child] = await childrenOf(runId);
  return child?.id ?? "";
}

async function waitOf(runId: string): Promise<string | undefined> {
  const [row] = await engine.sql<{ state: string }[]>`select state from event_waits where run_id = ${runId}`;
  return row?.state;
}

test("a run that is terminated has the run that it called stopped, and its waits for events withdrawn", async () => {
  const alarm = await publish(engine, sequenceOf({ id: "end", kind: "join" }), {
    name: "Alarm",
    trigger: "run_failed",
  });
  const other = await publish(engine, sequenceOf({ id: "nap", kind: "wait", seconds: 86_400 }), {
    name: "Other",
  });
  const plan = planOf([call(other), awaitAlert], ["start>call", "start>event"]);
  const playbook = await publish(engine, plan, { name: "Caller", trigger: "manual", onError: alarm });
  const runId = await engine.submit(plan, { playbook, event: "{}" });
  const child = await childOf(runId);
  await expect.poll(() => waitOf(runId), { timeout: 20_000 }).toBe("open");
  await api.ask("runs.terminate", "mutation", { id: runId, reason: "it hangs" });
  expect((await engine.runOf(runId)).state).toBe("cancelled");
  expect(await waitOf(runId)).toBe("withdrawn");
  expect((await engine.until(child, "cancelled", "done", "failed")).state).toBe("cancelled");
  expect(await childrenOf(runId), "nothing starts because of it").toHaveLength(1);
});

test("a paused run ends with the failure of the run that it called", async () => {
  const other = await publish(engine, sequenceOf({ id: "ask", kind: "approval" }), { name: "Other" });
  const plan = sequenceOf(call(other), { ...call(other), id: "again" });
  const runId = await engine.submit(plan, { event: "{}" });
  const child = await childOf(runId);
  const handle = engine.client.workflow.getHandle(runId);
  await handle.executeUpdate(PAUSE_UPDATE, { args: [{ by: "ada", reason: "" }] });
  await api.ask("runs.cancel", "mutation", { id: child, reason: "" });
  await engine.until(child, "cancelled");
  // It has failed with that: a run that fails while it is paused ends.
  const ended = await engine.until(runId, "failed", "done");
  expect(ended.state).toBe("failed");
  expect(await childrenOf(runId)).toHaveLength(1);
});

test("what follows a call waits for the run to be resumed", async () => {
  const other = await publish(engine, sequenceOf({ id: "nap", kind: "wait", seconds: 3 }), { name: "Other" });
  const runId = await engine.submit(sequenceOf(call(other), { ...call(other), id: "again" }), {
    event: "{}",
  });
  const child = await childOf(runId);
  const handle = engine.client.workflow.getHandle(runId);
  await handle.executeUpdate(PAUSE_UPDATE, { args: [{ by: "ada", reason: "" }] });
  await engine.until(child, "done");
  await expect
    .poll(async () => (await engine.runOf(runId)).steps["call"]?.state, { timeout: 20_000 })
    .toBe("done");
  expect((await engine.runOf(runId)).state).toBe("paused");
  expect(await childrenOf(runId)).toHaveLength(1);
  await handle.executeUpdate(RESUME_UPDATE, { args: [{ by: "ada" }] });
  expect((await engine.until(runId, "done", "failed")).state).toBe("done");
  expect(await childrenOf(runId)).toHaveLength(2);
});
