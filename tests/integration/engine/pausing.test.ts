import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expireOwner, seedExamples } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngineApi } from "./support/engine-api.ts";
import type { EngineApi } from "./support/engine-api.ts";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { rawHistories } from "./support/history.ts";
import { done, startScriptWorker } from "./support/script-worker.ts";

// Pause, cancel with what runs then, terminate, and failures that ask: by the API, on real Temporal.

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

const ALERT = "AL-SIGNIN1";

const trigger = { id: "hand", kind: "trigger", name: "hand", trigger: "manual" };

const comment = (id: string, more: object = {}) => ({
  id,
  kind: "action",
  name: id,
  action: "riposte.comment_alert",
  arguments: { uuid: ALERT, content: `{{ trigger.mark }} ${id}`, author: "Riposte" },
  ...more,
});

async function commentsOf(mark: string): Promise<readonly string[]> {
  const rows = await engine.sql`
    select content from alert_comments where content like ${`${mark} %`} order by created_at`;
  return rows.map(({ content }) => String(content).slice(mark.length + 1));
}

function sequence(...ids: string[]): object[] {
  return ids.slice(1).map((to, at) => ({ from: ids[at], to }));
}

test("a paused run stays paused over a killed worker and a fresh history, and goes on where it stood", async () => {
  const instance = `worker_${randomUUID()}`;
  const worker = await engine.startWorker({ RIPOSTE_INSTANCE: instance });
  const mark = randomUUID();
  await api.publish("Pausing", {
    nodes: [trigger, comment("one"), { id: "hold", kind: "wait", name: "hold", seconds: 2 }, comment("two")],
    edges: sequence("hand", "one", "hold", "two"),
  });
  const run = await api.start("Pausing", { mark });
  await expect
    .poll(async () => (await engine.runOf(run)).steps["hold"]?.state, { timeout: 20_000 })
    .toBe("waiting");
  await api.ask("runs.pause", "mutation", { id: run, reason: "change window" });
  await engine.until(run, "paused");
  expect(await api.tryTo("runs.pause", { id: run })).toMatchObject({
    status: 409,
    body: { message: "The run is paused already." },
  });
  await worker.kill();
  await expireOwner(engine.connection.db, instance);
  await sleep(2_500);
  await using _ = await engine.startWorker();
  await expect
    .poll(async () => (await rawHistories(engine, run)).length, { timeout: 30_000 })
    .toBeGreaterThan(1);
  expect((await engine.runOf(run)).steps["hold"]?.state).toBe("waiting");
  expect(await commentsOf(mark)).toEqual(["one"]);
  expect(await api.ask("runs.outline", "query", { id: run })).toMatchObject({
    run: { state: "paused" },
    paused: { by: "token:root", reason: "change window" },
  });
  expect(await api.ask("runs.list", "query", { state: "paused" })).toMatchObject({ runs: [{ id: run }] });
  // Temporal may still wait for the worker that was killed: then it says to ask again, which counts once.
  await expect
    .poll(async () => (await api.tryTo("runs.resume", { id: run })).status, { timeout: 60_000 })
    .toBeOneOf([200, 409]);
  await engine.until(run, "done");
  expect(await commentsOf(mark)).toEqual(["one", "two"]);
  expect(await api.tryTo("runs.resume", { id: run })).toMatchObject({ status: 409 });
}, 120_000);

test("asked again after a run that did not answer, what is so by now has been done", async () => {
  const first = await engine.startWorker();
  await api.publish("Unanswered", {
    nodes: [trigger, { id: "hold", kind: "wait", name: "hold", seconds: 600 }],
    edges: sequence("hand", "hold"),
  });
  const run = await api.start("Unanswered");
  await expect
    .poll(async () => (await engine.runOf(run)).steps["hold"]?.state, { timeout: 20_000 })
    .toBe("waiting");
  await first.stop();
  expect(await api.tryTo("runs.pause", { id: run })).toMatchObject({ status: 503 });
  const second = await engine.startWorker();
  await engine.until(run, "paused");
  expect(await api.tryTo("runs.pause", { id: run })).toMatchObject({
    status: 200,
    body: { state: "paused" },
  });
  expect(await api.tryAs("analyst", "runs.pause", { id: run })).toMatchObject({
    status: 409,
    body: { message: "The run is paused already." },
  });
  await second.stop();
  expect(await api.tryTo("runs.cancel", { id: run })).toMatchObject({ status: 503 });
  await using _ = await engine.startWorker();
  await engine.until(run, "cancelled");
  expect(await api.tryTo("runs.cancel", { id: run })).toMatchObject({
    status: 200,
    body: { state: "cancelled" },
  });
  expect(await api.tryAs("analyst", "runs.cancel", { id: run })).toMatchObject({ status: 409 });
}, 120_000);

test("a step that failed asks: tried again, then skipped with an output that its schema allows", async () => {
  await using _ = await engine.startWorker();
  const mark = randomUUID();
  await api.publish("Asking", {
    nodes: [
      trigger,
      {
        id: "find",
        kind: "action",
        name: "find",
        label: "Get the alert",
        action: "riposte.get_alert",
        arguments: { uuid: "AL-NOWHERE" },
        onFailure: "ask",
      },
      comment("end", { arguments: { uuid: ALERT, content: "{{ trigger.mark }} {{ steps.find.short_id }}" } }),
    ],
    edges: sequence("hand", "find", "end"),
  });
  const run = await api.start("Asking", { mark });
  await engine.until(run, "waiting");
  expect((await engine.runOf(run)).steps["find"]).toMatchObject({ state: "undecided", attempt: 1 });
  const { failures } = await api.ask<{ failures: object[] }>("approvals.waiting", "query", {});
  expect(failures).toContainEqual(expect.objectContaining({ run, step: "find", stepLabel: "Get the alert" }));

  const choose = (more: object) => ({ id: run, step: "find", reason: "seen", ...more });
  await api.ask("runs.choose", "mutation", choose({ choice: "retry" }));
  await expect
    .poll(async () => (await engine.runOf(run)).steps["find"], { timeout: 20_000 })
    .toMatchObject({
      state: "undecided",
      attempt: 2,
    });
  expect(await api.tryTo("runs.choose", choose({ choice: "retry", attempt: 1 }))).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('Attempt 1 of "Get the alert" was answered before') as string },
  });
  expect(await api.tryTo("runs.choose", choose({ choice: "skip" }))).toMatchObject({ status: 400 });
  expect(await api.tryTo("runs.choose", choose({ choice: "skip", output: "{}" }))).toMatchObject({
    status: 400,
    body: {
      message: expect.stringMatching(
        /^This is not what ".+" gives, and what follows relies on it: "uuid" is missing; "short_id" is missing; .+[^.]\.$/,
      ) as string,
    },
  });
  const output = JSON.stringify({ ...(await knownAlert()), short_id: "AL-BYHAND" });
  await api.ask("runs.choose", "mutation", choose({ choice: "skip", output }));
  await engine.until(run, "done");
  expect(await commentsOf(mark)).toEqual(["AL-BYHAND"]);
  expect(await api.tryTo("runs.choose", choose({ choice: "fail" }))).toMatchObject({ status: 409 });
});

/** What the look-up gives, as it was recorded. */
async function knownAlert(): Promise<object> {
  await api.publish("Known", {
    nodes: [
      trigger,
      { id: "find", kind: "action", name: "find", action: "riposte.get_alert", arguments: { uuid: ALERT } },
    ],
    edges: sequence("hand", "find"),
  });
  const { steps } = await engine.until(await api.start("Known"), "done");
  return JSON.parse(steps["find"]?.output ?? "{}") as object;
}

const cancelling = {
  nodes: [
    { ...trigger, onCancel: 60 },
    comment("one"),
    { id: "ask", kind: "approval", name: "ask", approvers: ["role:admin"] },
    comment("two"),
    comment("tidy"),
    { id: "hold", kind: "approval", name: "hold", approvers: ["role:admin"] },
    comment("tell"),
  ],
  edges: [
    ...sequence("hand", "one", "ask"),
    { from: "ask", port: "approved", to: "two" },
    { from: "hand", port: "on_cancel", to: "tidy" },
    { from: "tidy", to: "hold" },
    { from: "hold", port: "approved", to: "tell" },
  ],
};

test("cancelled: what is drawn for that runs, over a killed worker, and cannot be cancelled again", async () => {
  const instance = `worker_${randomUUID()}`;
  const worker = await engine.startWorker({ RIPOSTE_INSTANCE: instance });
  const mark = randomUUID();
  await api.publish("Cancelling", cancelling);
  const run = await api.start("Cancelling", { mark });
  await engine.until(run, "waiting");
  await api.ask("runs.cancel", "mutation", { id: run, reason: "wrong host" });
  await expect
    .poll(async () => (await engine.runOf(run)).steps["hold"]?.state, { timeout: 20_000 })
    .toBe("approval");
  expect((await engine.runOf(run)).steps["ask"]?.state).toBe("cancelled");
  await worker.kill();
  await expireOwner(engine.connection.db, instance);
  await using _ = await engine.startWorker();
  // Until the new worker has taken the run up, nobody answers.
  await expect
    .poll(() => api.tryTo("runs.cancel", { id: run }), { timeout: 60_000 })
    .toMatchObject({
      status: 409,
      body: { message: expect.stringContaining("Terminating ends it at once") },
    });
  await api.ask("approvals.decide", "mutation", { run, step: "hold", decision: "approve" });
  const ended = await engine.until(run, "cancelled", "done", "failed");
  expect(ended).toMatchObject({
    state: "cancelled",
    failure: { message: "Cancelled by token:root: wrong host" },
  });
  expect(await commentsOf(mark)).toEqual(["one", "tidy", "tell"]);
}, 120_000);

test("terminated: over at once here and in Temporal; what was at work is in doubt, questions are withdrawn", async () => {
  const release = Promise.withResolvers<void>();
  await using workers = new AsyncDisposableStack();
  workers.use(await engine.startWorker());
  workers.use(
    await startScriptWorker(engine, async () => {
      await release.promise;
      return done("{}");
    }),
  );
  await api.ask("actions.save", "mutation", {
    name: "slow",
    source: "def main():\n    return {}\n",
    entry: "main",
    effect: "write",
    idempotent: false,
  });
  await api.publish("Terminating", {
    nodes: [
      { ...trigger, onCancel: 60 },
      { id: "slow", kind: "action", name: "slow", action: "script.slow" },
      { id: "ask", kind: "approval", name: "ask", approvers: ["role:admin"] },
      comment("tidy"),
    ],
    edges: [
      { from: "hand", to: "slow" },
      { from: "hand", to: "ask" },
      { from: "hand", port: "on_cancel", to: "tidy" },
    ],
  });
  const mark = randomUUID();
  const run = await api.start("Terminating", { mark });
  await expect
    .poll(async () => (await engine.runOf(run)).steps["ask"]?.state, { timeout: 20_000 })
    .toBe("approval");
  await expect
    .poll(async () => (await engine.runOf(run)).steps["slow"]?.state, { timeout: 20_000 })
    .toBe("running");
  // As the Python worker does before it begins.
  await engine.sql`select * from attempt_claim(${run}, 'slow', '', 1, 'elsewhere', false)`;
  expect(await api.tryTo("runs.terminate", { id: run, reason: "" })).toMatchObject({ status: 400 });
  await api.ask("runs.terminate", "mutation", { id: run, reason: "it hangs" });
  release.resolve();
  const { state, failure, steps } = await engine.runOf(run);
  expect({ state, failure }).toMatchObject({
    state: "cancelled",
    failure: { code: "cancelled", message: "Terminated by token:root: it hangs" },
  });
  expect(steps["slow"]).toMatchObject({
    state: "unknown",
    failure: { message: expect.stringContaining("Terminated by token:root: it hangs") as string },
  });
  expect(steps["ask"]).toMatchObject({ state: "cancelled" });
  const described = await engine.client.workflow.getHandle(run).describe();
  expect(described.status.name).toBe("TERMINATED");
  const [row] = await engine.sql`select outcome from approvals where run_id = ${run}`;
  expect(row?.["outcome"]).toBe("withdrawn");
  const [attempt] = await engine.sql`select cancel_requested from attempts where run_id = ${run}`;
  expect(attempt?.["cancel_requested"]).toBe(true);
  expect(await commentsOf(mark)).toEqual([]);
  expect(await api.tryTo("runs.terminate", { id: run, reason: "again" })).toMatchObject({ status: 409 });
});

test("terminated in the middle of a loop: each iteration that failed is on record, also the last ones", async () => {
  await using _ = await engine.startWorker();
  const failing = { uuid: ALERT, content: "n {{ 1 / trigger.none }}", author: "R" };
  await api.publish("Terminating a loop", {
    nodes: [
      trigger,
      {
        id: "each",
        kind: "for_each",
        name: "each",
        over: Array.from({ length: 1_000 }, (_item, at) => at),
        parallel: 1,
        onItemFailure: "collect",
      },
      comment("says", { parent: "each" }),
      comment("fails", { parent: "each", arguments: failing }),
    ],
    edges: [
      { from: "hand", to: "each" },
      { from: "each", port: "each", to: "says" },
      { from: "says", to: "fails" },
    ],
  });
  const mark = randomUUID();
  const run = await api.start("Terminating a loop", { mark, none: 0 });
  const failed = async () => {
    const rows = await engine.sql`select from step_runs where run_id = ${run} and step = 'fails'`;
    return rows.length;
  };
  await expect.poll(failed, { timeout: 20_000 }).toBeGreaterThan(5);
  await api.ask("runs.terminate", "mutation", { id: run, reason: "it hangs" });
  // What the last iteration failed with may not have come to be.
  expect(await failed()).toBeGreaterThanOrEqual((await commentsOf(mark)).length - 1);
});
