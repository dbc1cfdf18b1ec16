import { claimAttempt, seedExamples } from "@riposte/db";
import { CANCEL_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { countOf, rawHistories } from "./support/history.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";

/** One of the examples. */
const ALERT = "AL-SIGNIN1";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await seedExamples(engine.connection.db, WORKSPACE);
  await engine.startWorker();
});
afterAll(() => engine[Symbol.asyncDispose]());

const lookup = (id: string, more: Partial<StepOfTest> = {}): StepOfTest =>
  ({ id, kind: "action", arguments: { uuid: ALERT }, ...more }) as StepOfTest;

test("a short action is a local activity, one that may take longer a regular one", async () => {
  const short = await engine.submit(sequenceOf(lookup("get")));
  expect((await engine.until(short, "done")).steps["get"]?.output).toContain(ALERT);
  const [events = []] = await rawHistories(engine, short);
  expect(countOf(events, "activityTaskScheduled")).toBe(0);

  const long = await engine.submit(sequenceOf(lookup("get", { timeoutMs: 30_000 })));
  await engine.until(long, "done");
  const [regular = []] = await rawHistories(engine, long);
  expect(countOf(regular, "activityTaskScheduled")).toBe(1);
});

test("a large output travels as a reference, and templates that read it render outside the workflow", async () => {
  const plan = planOf(
    [
      {
        id: "make",
        kind: "set",
        readsTrigger: true,
        assignments: [{ name: "v", value: "{{ trigger.v * 20000 }}" }],
      },
      {
        id: "read",
        kind: "set",
        readsVars: true,
        assignments: [{ name: "n", value: "{{ vars.v | length }}" }],
      },
    ],
    ["start>make", "make>read"],
  );
  const runId = await engine.submit(plan, { event: '{"v":"four"}' });
  const run = await engine.until(runId, "done", "failed");
  expect(run.steps["make"]?.output).toBe("(blob)");
  expect(run.steps["read"]?.output).toBe('{"n":80000}');
});

test("many actions side by side fit into their workflow tasks", async () => {
  const ids = Array.from({ length: 60 }, (_, at) => `get${at}`);
  const runId = await engine.submit(
    planOf(
      ids.map((id) => lookup(id)),
      ids.map((id) => `start>${id}`),
    ),
  );
  const run = await engine.until(runId, "done", "failed");
  expect(run.state).toBe("done");
  expect(Object.values(run.steps).every(({ state }) => state === "done")).toBe(true);
});

test("cancelling reaches a call that nobody has taken; whoever takes it later finds it ended", async () => {
  const script = { action: "script", effect: "write", execution: "script" } as const;
  const runId = await engine.submit(sequenceOf({ id: "script", kind: "action", ...script }));
  await expect
    .poll(async () => (await engine.runOf(runId)).steps["script"]?.state, { timeout: 20_000 })
    .toBe("running");
  await engine.client.workflow
    .getHandle(runId)
    .executeUpdate(CANCEL_UPDATE, { args: [{ by: "ada", reason: "" }] });
  const run = await engine.until(runId, "cancelled", "failed");
  expect(run.state).toBe("cancelled");
  expect(run.steps["script"]).toMatchObject({ state: "cancelled", failure: { code: "cancelled" } });
  const key = { runId, step: "script", scope: "", attempt: 1 };
  const claim = await claimAttempt(engine.connection.db, key, { owner: "late", mayTakeOver: true });
  expect(claim.verdict).toBe("ended");
});

test("a retry waits, tries again, and the last failure fails the run", async () => {
  const retry = { attempts: 3, initialDelayMs: 50, factor: 2, maxDelayMs: 1_000, on: ["not_found"] as const };
  const runId = await engine.submit(sequenceOf(lookup("get", { arguments: { uuid: "nowhere" }, retry })));
  const run = await engine.until(runId, "done", "failed");
  expect(run).toMatchObject({ state: "failed", failedStep: "get", failure: { code: "not_found" } });
  expect(run.steps["get"]?.attempt).toBe(3);
});
