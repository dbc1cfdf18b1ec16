import { DECIDE_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { countOf, rawHistories } from "./support/history.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";
import { done, startScriptWorker } from "./support/script-worker.ts";

let engine: Engine;
let scripts: AsyncDisposable;
const calls = new Map<string, number>();
beforeAll(async () => {
  engine = await startEngine({ suggestFreshHistoryAfter: 60 });
  await engine.startWorker();
  scripts = await startScriptWorker(engine, async ({ runId, step }) => {
    calls.set(`${runId} ${step}`, (calls.get(`${runId} ${step}`) ?? 0) + 1);
    return done(JSON.stringify({ filler: step.startsWith("big") ? "x".repeat(60_000) : "" }));
  });
});
afterAll(async () => {
  await scripts[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const script = (id: string): StepOfTest => ({
  id,
  kind: "action",
  action: "script",
  effect: "write",
  execution: "script",
});
const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => script(`${name}${at}`));

test("a wait for a person stands on a fresh history, and goes on there", async () => {
  const plan = sequenceOf(script("before"), { id: "ask", kind: "approval" }, script("after"));
  const runId = await engine.submit(plan);
  await engine.until(runId, "waiting");
  await expect.poll(async () => (await rawHistories(engine, runId)).length, { timeout: 20_000 }).toBe(2);
  const [, waiting = []] = await rawHistories(engine, runId);
  expect(countOf(waiting, "activityTaskScheduled")).toBe(0);
  await engine.client.workflow
    .getHandle(runId)
    .executeUpdate(DECIDE_UPDATE, { args: [{ step: "ask", decision: "approve", by: "ada", comment: "" }] });
  const run = await engine.until(runId, "done");
  expect(Object.values(run.steps).map(({ state }) => state)).toEqual(["done", "done", "done"]);
  expect(calls.get(`${runId} before`)).toBe(1);
});

test("a long wait keeps its deadline over a fresh history; a short one needs none", async () => {
  const short = await engine.submit(sequenceOf({ id: "wait", kind: "wait", seconds: 1 }));
  await engine.until(short, "done");
  expect(await rawHistories(engine, short)).toHaveLength(1);

  const long = await engine.submit(sequenceOf({ id: "wait", kind: "wait", seconds: 3600 }));
  const timersOfSecond = async () => {
    const [, second = []] = await rawHistories(engine, long);
    return second.flatMap((event) => event.timerStartedEventAttributes ?? []);
  };
  await expect.poll(timersOfSecond, { timeout: 20_000 }).toHaveLength(1);
  const [timer] = await timersOfSecond();
  const seconds = Number(timer?.startToFireTimeout?.seconds);
  expect(seconds).toBeGreaterThan(3_500);
  expect(seconds).toBeLessThanOrEqual(3_600);
  await engine.client.workflow.getHandle(long).cancel();
  await engine.until(long, "cancelled");
});

test("when Temporal suggests it the run drains and goes on: every step once, in its order", async () => {
  const steps = numbered("s", 40);
  const runId = await engine.submit(sequenceOf(...steps));
  const run = await engine.until(runId, "done", "failed");
  expect(run.state).toBe("done");
  expect(Object.keys(run.steps)).toHaveLength(40);
  for (const { id } of steps) expect(calls.get(`${runId} ${id}`), id).toBe(1);
  const histories = await rawHistories(engine, runId);
  expect(histories.length).toBeGreaterThan(2);
  for (const events of histories) expect(events.length).toBeLessThan(100);
});

test("steps side by side, too large for one state: spilled, drained, none lost and none twice", async () => {
  const steps = numbered("big", 24);
  const plan = planOf(
    [...steps, { id: "ask", kind: "approval" }],
    steps.flatMap(({ id }) => [`start>${id}`, `${id}>ask`]),
  );
  const runId = await engine.submit(plan);
  await engine.until(runId, "waiting");
  await expect
    .poll(async () => (await rawHistories(engine, runId)).length, { timeout: 20_000 })
    .toBeGreaterThan(1);
  const last = (await rawHistories(engine, runId)).at(-1)?.[0];
  const input = last?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data ?? [];
  expect(input.length).toBeLessThan(300_000);
  expect(input.length).toBeGreaterThan(1_000);
  await engine.client.workflow.getHandle(runId).cancel();
  const run = await engine.until(runId, "cancelled");
  expect(Object.values(run.steps).filter(({ output }) => output === "(blob)").length).toBeGreaterThan(10);
  for (const { id } of steps) expect(calls.get(`${runId} ${id}`), id).toBe(1);
});
