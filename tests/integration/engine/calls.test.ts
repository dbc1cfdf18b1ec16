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

const lookup = (id: string, more: Partial<StepOfTest> = {}): StepOfTest => ({
  id,
  kind: "action",
  arguments: { uuid: ALERT },
  ...more,
});

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

test("outcomes in a row or side by side that are too much for one workflow task are spread over several", async () => {
  const search = (id: string): StepOfTest =>
    lookup(id, { action: "riposte.search_alerts", arguments: { limit: 50 } });
  const row = Array.from({ length: 120 }, (_, at) => search(`row${at}`));
  const inARow = await engine.submit(sequenceOf(...row));
  const beside = Array.from({ length: 120 }, (_, at) => search(`beside${at}`));
  const sideBySide = await engine.submit(
    planOf(
      beside,
      beside.map(({ id }) => `start>${id}`),
    ),
  );
  for (const runId of [inARow, sideBySide]) {
    const run = await engine.until(runId, "done", "failed");
    expect(run.state).toBe("done");
    const [events = [], ...more] = await rawHistories(engine, runId);
    const markers = [events, ...more]
      .flat()
      .flatMap(({ markerRecordedEventAttributes: marker }) => marker ?? []);
    const bytes = markers
      .flatMap(({ details }) => details?.["result"]?.payloads ?? [])
      .map(({ data }) => data?.length);
    const total = bytes.reduce<number>((sum, length) => sum + (length ?? 0), 0);
    expect(total).toBeGreaterThan(2 * 1024 * 1024);
    expect([events, ...more].flatMap((history) => countOf(history, "workflowTaskFailed"))).toEqual(
      [events, ...more].map(() => 0),
    );
  }
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

test("what a script is given is held against its schema, before an attempt is claimed", async () => {
  const schema = {
    type: "object",
    properties: { mail: { type: "string", format: "email", pattern: "example\\.org$" } },
    required: ["mail"],
  };
  const script = {
    hash: "0".repeat(64),
    entry: "main",
    memoryMb: 64,
    name: "judge",
    arguments: schema,
  } as const;
  const step = { id: "judge", kind: "action", action: "script.judge", execution: "script", script } as const;
  const mail = "{{ 'ada@example.com' }}";
  const runId = await engine.submit(sequenceOf({ ...step, label: "Judge", arguments: { mail } }));
  const run = await engine.until(runId, "done", "failed");
  expect(run).toMatchObject({
    state: "failed",
    failure: {
      code: "bad_arguments",
      field: "arguments.mail",
      message: expect.stringContaining('The argument "mail" of script.judge must match the pattern'),
    },
  });
  expect(await engine.sql`select 1 from attempts where run_id = ${runId}`).toHaveLength(0);
});

test("a retry waits, tries again, and the last failure fails the run", async () => {
  const retry = { attempts: 3, initialDelayMs: 50, factor: 2, maxDelayMs: 1_000, on: ["not_found"] as const };
  const runId = await engine.submit(sequenceOf(lookup("get", { arguments: { uuid: "nowhere" }, retry })));
  const run = await engine.until(runId, "done", "failed");
  expect(run).toMatchObject({ state: "failed", failedStep: "get", failure: { code: "not_found" } });
  expect(run.steps["get"]?.attempt).toBe(3);
});
