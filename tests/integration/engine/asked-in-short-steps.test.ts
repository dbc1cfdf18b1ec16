import { seedExamples } from "@riposte/db";
import { CANCEL_UPDATE } from "@riposte/temporal/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFakeReceiver } from "../../support/fake-receiver.ts";
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
const ITEMS = 5_000;
const HOOKS = 5;

async function effectsOf(run: string): Promise<number> {
  const rows = await engine.sql`select from attempts where run_id = ${run}`;
  return rows.length;
}

/** What goes on beside the loop. */
interface Beside {
  readonly nodes: readonly object[];
  readonly edges: readonly object[];
}

const NOTHING: Beside = { nodes: [], edges: [] };
const ASKING: Beside = {
  nodes: [{ id: "ask", kind: "approval", name: "ask", approvers: ["role:analyst"] }],
  edges: [{ from: "hand", to: "ask" }],
};

async function startLoop(name: string, parallel: number, beside = NOTHING): Promise<string> {
  await api.publish(name, {
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
      {
        id: "each",
        kind: "for_each",
        name: "each",
        over: Array.from({ length: ITEMS }, (_item, at) => at),
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
      ...beside.nodes,
    ],
    edges: [...beside.edges, { from: "hand", to: "each" }, { from: "each", port: "each", to: "mark" }],
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
  const run = await startLoop("Decided", 1, ASKING);
  const before = await effectsOf(run);
  await api.ask("approvals.decide", "mutation", { run, decision: "approve", comment: "" });
  const [row] = await engine.sql`select outcome from approvals where run_id = ${run}`;
  expect(row?.["outcome"]).toBe("approved");
  expect((await effectsOf(run)) - before).toBeLessThan(STEPS_IN_FLIGHT);
  await api.ask("runs.terminate", "mutation", { id: run, reason: "tried" });
});

test("what goes on beside a loop of short steps does not wait for it", async () => {
  await using receiver = await startFakeReceiver(0);
  await using _ = await engine.startWorker({ RIPOSTE_EGRESS_ALLOW: `127.0.0.1:${receiver.port}` });
  const hooks = Array.from({ length: HOOKS }, (_none, at) => `hook${at}`);
  const run = await startLoop("Beside", 1, {
    nodes: [
      ...hooks.map((id) => ({
        id,
        kind: "action",
        name: id,
        action: "riposte.send_webhook",
        arguments: { url: receiver.url, body: { key: id } },
        timeout: 60,
      })),
      { id: "rest", kind: "wait", name: "rest", seconds: 1 },
    ],
    edges: ["hand", "rest", ...hooks].flatMap((from, at, all) => {
      const to = all[at + 1];
      return to === undefined ? [] : [{ from, to }];
    }),
  });
  await expect.poll(() => receiver.received.size, { timeout: 60_000 }).toBe(HOOKS);
  expect(await effectsOf(run)).toBeLessThan(ITEMS);
  expect([...receiver.received.values()]).toEqual(hooks.map(() => 1));
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
