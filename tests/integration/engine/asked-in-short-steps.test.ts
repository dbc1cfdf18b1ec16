import { seedExamples } from "@riposte/db";
import { CANCEL_UPDATE } from "@riposte/temporal/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngineApi } from "./support/engine-api.ts";
import type { EngineApi } from "./support/engine-api.ts";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { countOf, rawHistories } from "./support/history.ts";

// Short steps that follow each other are one workflow task of Temporal's, which hears nothing until it ends (8 s).

let engine: Engine;
let api: EngineApi;
beforeAll(async () => {
  engine = await startEngine();
  await seedExamples(engine.connection.db, WORKSPACE);
  api = await startEngineApi(engine);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const STEPS_IN_FLIGHT = 40;

async function effectsOf(run: string): Promise<number> {
  const rows = await engine.sql`select from attempts where run_id = ${run}`;
  return rows.length;
}

async function startLoop(name: string, parallel: number, asks = false): Promise<string> {
  await api.publish(name, {
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
      {
        id: "each",
        kind: "for_each",
        name: "each",
        over: Array.from({ length: 5_000 }, (_item, at) => at),
        parallel,
      },
      {
        id: "mark",
        kind: "action",
        name: "mark",
        parent: "each",
        action: "riposte.update_alert_status",
        arguments: { uuid: "AL-SIGNIN1", action_uuid: "Ongoing" },
      },
      ...(asks ? [{ id: "ask", kind: "approval", name: "ask", approvers: ["role:analyst"] }] : []),
    ],
    edges: [
      ...(asks ? [{ from: "hand", to: "ask" }] : []),
      { from: "hand", to: "each" },
      { from: "each", port: "each", to: "mark" },
    ],
  });
  const run = await api.start(name);
  await engine.until(run, "running");
  await expect.poll(() => effectsOf(run), { timeout: 20_000 }).toBeGreaterThan(20);
  return run;
}

test.each([
  { how: "runs.cancel", parallel: 1, state: "cancelled" },
  { how: "runs.pause", parallel: 10, state: "paused" },
] as const)(
  "$how of a loop of short steps, $parallel at once, is heard before many more of them",
  async (of) => {
    await using _ = await engine.startWorker();
    const run = await startLoop(of.how, of.parallel);
    const before = await effectsOf(run);
    await api.ask(of.how, "mutation", { id: run, reason: "wrong list" });
    await engine.until(run, of.state);
    expect((await effectsOf(run)) - before).toBeLessThan(STEPS_IN_FLIGHT);
    if (of.state === "paused") await api.ask("runs.terminate", "mutation", { id: run, reason: "tried" });
  },
);

test("a decision beside a loop of short steps is heard before many more of them", async () => {
  await using _ = await engine.startWorker();
  const run = await startLoop("Decided", 1, true);
  const before = await effectsOf(run);
  await api.ask("approvals.decide", "mutation", { run, decision: "approve", comment: "" });
  const [row] = await engine.sql`select outcome from approvals where run_id = ${run}`;
  expect(row?.["outcome"]).toBe("approved");
  expect((await effectsOf(run)) - before).toBeLessThan(STEPS_IN_FLIGHT);
  await api.ask("runs.terminate", "mutation", { id: run, reason: "tried" });
});

test("a cancel of which no worker was told ends the run as well, in a later task of the same steps", async () => {
  await using _ = await engine.startWorker();
  const run = await startLoop("Unannounced", 10);
  const handle = engine.client.workflow.getHandle(run);
  await expect
    .poll(async () => (await handle.describe()).historyLength, { timeout: 30_000 })
    .toBeGreaterThan(50);
  await handle.executeUpdate(CANCEL_UPDATE, { args: [{ by: "somebody", reason: "wrong list" }] });
  await engine.until(run, "cancelled");
  const [events = []] = await rawHistories(engine, run);
  expect(countOf(events, "workflowTaskFailed")).toBe(0);
}, 120_000);
