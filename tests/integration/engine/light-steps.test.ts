import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { countOf, rawHistories } from "./support/history.ts";
import { planOf } from "./support/plan-of.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorker();
});
afterAll(() => engine[Symbol.asyncDispose]());

test("conditions, joins, variables and templates cost no activity: only the closing write is in the history", async () => {
  const plan = planOf(
    [
      {
        id: "bad",
        kind: "condition",
        readsTrigger: true,
        cases: [{ name: "yes", when: "trigger.score > 80" }],
      },
      {
        id: "set",
        kind: "set",
        readsTrigger: true,
        assignments: [{ name: "text", value: "score {{ trigger.score }}" }],
      },
      { id: "both", kind: "join" },
      { id: "never", kind: "set", assignments: [] },
      {
        id: "last",
        kind: "set",
        readsVars: true,
        assignments: [{ name: "again", value: "{{ vars.text }}!" }],
      },
    ],
    ["start>bad", "start>set", "bad.yes>both", "set>both", "bad.else>never", "both>last"],
  );
  const runId = await engine.submit(plan, { event: '{"score":90}' });
  const run = await engine.until(runId, "done", "failed");
  expect(run).toMatchObject({
    state: "done",
    steps: {
      bad: { state: "done", port: "yes" },
      never: { state: "skipped" },
      last: { state: "done", output: '{"again":"score 90!"}' },
    },
  });
  // Its end is in our database before it is in the history.
  await engine.client.workflow.getHandle(runId).result();
  const [events = [], ...more] = await rawHistories(engine, runId);
  expect(more).toEqual([]);
  expect(countOf(events, "activityTaskScheduled")).toBe(0);
  expect(countOf(events, "timerStarted")).toBe(0);
  expect(countOf(events, "markerRecorded")).toBe(1);
  expect(countOf(events, "workflowTaskScheduled")).toBe(1);
});

test("a template that fails on its data fails the run, with step and field", async () => {
  const plan = planOf(
    [
      {
        id: "broken",
        kind: "set",
        readsTrigger: true,
        assignments: [{ name: "x", value: "{{ trigger.a / 0 }}" }],
      },
    ],
    ["start>broken"],
  );
  const run = await engine.until(await engine.submit(plan, { event: '{"a":1}' }), "done", "failed");
  expect(run).toMatchObject({ state: "failed", failedStep: "broken", failure: { code: "template_error" } });
});

test("a Respond step answers once, and the answer lies where the API waits for it", async () => {
  const plan = planOf(
    [
      {
        id: "answer",
        kind: "respond",
        status: 201,
        readsTrigger: true,
        body: { hello: "{{ trigger.name }}" },
      },
    ],
    ["start>answer"],
  );
  const runId = await engine.submit(plan, { event: '{"name":"Ada"}' });
  await engine.until(runId, "done");
  const answers = await engine.sql`select status, body from responses where run_id = ${runId}`;
  expect(answers).toEqual([
    { status: 201, body: JSON.stringify({ kind: "inline", json: '{"hello":"Ada"}' }) },
  ]);
  // The closing write has taken the answer along: one marker is its own, one says that runs go this way.
  await engine.client.workflow.getHandle(runId).result();
  const [events = []] = await rawHistories(engine, runId);
  expect(countOf(events, "markerRecorded")).toBe(2);
});

test("where more follows a Respond step, its answer waits for none of it", async () => {
  const plan = planOf(
    [
      { id: "answer", kind: "respond", status: 200, body: "early" },
      { id: "again", kind: "respond", status: 500, body: "late" },
      { id: "wait", kind: "wait", seconds: 30 },
    ],
    ["start>answer", "answer>again", "again>wait"],
  );
  const runId = await engine.submit(plan, { event: "{}" });
  const answers = () => engine.sql`select status, body from responses where run_id = ${runId}`;
  for (let tries = 0; (await answers()).length === 0 && tries < 100; tries++) await sleep(100);
  expect(await answers()).toEqual([
    { status: 200, body: JSON.stringify({ kind: "inline", json: '"early"' }) },
  ]);
  await engine.client.workflow.getHandle(runId).cancel();
  await engine.until(runId, "cancelled");
  expect(await answers()).toHaveLength(1);
});
