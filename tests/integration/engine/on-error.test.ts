import { setTimeout as sleep } from "node:timers/promises";
import { CANCEL_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";
import { publish } from "./support/publish.ts";
import type { WorkerProcess } from "./support/worker-process.ts";

let engine: Engine;
let worker: WorkerProcess;
let alarm: string;
beforeAll(async () => {
  engine = await startEngine();
  worker = await engine.startWorker();
  const says = "{{ trigger.failed_step.label }}: {{ trigger.error.message }}";
  const plan = sequenceOf({ id: "back", kind: "return", readsTrigger: true, outputs: { says } });
  alarm = await publish(engine, plan, { name: "Alarm", trigger: "run_failed" });
});
afterAll(() => engine[Symbol.asyncDispose]());

const FAILS = sequenceOf({ id: "no", kind: "fail", label: "Block", message: "The firewall is away." });
const SLEEPS = sequenceOf({ id: "nap", kind: "wait", seconds: 600 });

/** A run of a playbook whose failed runs start this one. */
async function submit(plan: string, onError = alarm): Promise<string> {
  const playbook = await publish(engine, plan, { name: "Caller", trigger: "manual", onError });
  return engine.submit(plan, { playbook, event: '{"host":"h1"}' });
}

interface Linked {
  readonly id: string;
  readonly state: string;
  readonly output: string | null;
  readonly event: string;
}

async function startedBy(runId: string): Promise<readonly Linked[]> {
  return engine.sql<Linked[]>`
    select r.id, r.state, r.output, i.event from run_links l
    join runs r on r.id = l.run_id join inbox i on i.id = r.id
    where l.parent_id = ${runId} and l.kind = 'on_error'`;
}

async function untilStarted(runId: string): Promise<Linked> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(25)) {
    const [found] = await startedBy(runId);
    if (found?.state === "done" || found?.state === "failed") return found;
  }
  throw new Error(`Nothing was started because of ${runId}:\n${worker.log()}`);
}

async function errandsOf(runId: string) {
  return engine.sql`select kind, problem from errands where run_id = ${runId}`;
}

/** Nothing more will come of it. */
async function untilSettled(runId: string): Promise<void> {
  while ((await errandsOf(runId)).some(({ problem }) => problem === null)) await sleep(25);
}

async function silentUntil(runId: string, state: string): Promise<void> {
  while ((await engine.runOf(runId)).state !== state) {
    await engine.sql`update runs set touched_at = now() - interval '2 minutes' where id = ${runId}`;
    await sleep(250);
  }
}

test("a failed run starts the on-error playbook once, and tells it what happened", async () => {
  const id = await submit(FAILS);
  const run = await untilStarted(id);
  expect(JSON.parse(JSON.parse(run.output ?? "null").json)).toEqual({ says: "Block: The firewall is away." });
  const { json } = JSON.parse(run.event) as { json: string };
  expect(JSON.parse(json)).toEqual({
    run: { id, created_at: expect.stringMatching(/^\d{4}-.*Z$/) },
    playbook: { id: expect.stringMatching(/^pb_/), name: expect.stringContaining("Caller"), version: 1 },
    error: { code: "failed_on_purpose", message: "The firewall is away." },
    failed_step: { id: "no", name: "no", label: "Block" },
    event: { run: id, bytes: 13, preview: '{"host":"h1"}' },
  });
  expect(await startedBy(id)).toHaveLength(1);
  expect(await errandsOf(id)).toEqual([]);
});

test("its own failure starts nothing: not itself, nor what it names", async () => {
  const failing = await publish(engine, FAILS, { name: "Failing alarm", onError: alarm });
  const id = await submit(FAILS, failing);
  const run = await untilStarted(id);
  expect(run.state).toBe("failed");
  await untilSettled(run.id);
  expect(await startedBy(run.id)).toEqual([]);
});

test("neither does one that is done, or was cancelled", async () => {
  const done = await submit(planOf([], []));
  await engine.until(done, "done");
  const cancelled = await submit(SLEEPS);
  await engine.until(cancelled, "running", "waiting");
  const by = { by: "ann", reason: "" };
  await engine.client.workflow.getHandle(cancelled).executeUpdate(CANCEL_UPDATE, { args: [by] });
  await engine.until(cancelled, "cancelled");
  for (const id of [done, cancelled]) {
    expect(await errandsOf(id)).toEqual([]);
    expect(await startedBy(id)).toEqual([]);
  }
});

test("a run that the reconciler finds terminated, or lost, starts it", async () => {
  const terminated = await submit(SLEEPS);
  await engine.until(terminated, "running", "waiting");
  await engine.client.workflow.getHandle(terminated).terminate();
  await silentUntil(terminated, "cancelled");
  expect((await untilStarted(terminated)).event).toContain("terminated in Temporal");

  const lost = await submit(SLEEPS);
  await engine.until(lost, "running", "waiting");
  const { client } = engine;
  await client.workflow.getHandle(lost).terminate();
  await client.workflowService.deleteWorkflowExecution({
    namespace: "default",
    workflowExecution: { workflowId: lost },
  });
  const isThere = () =>
    client.workflow
      .getHandle(lost)
      .describe()
      .then(
        () => true,
        () => false,
      );
  while (await isThere()) await sleep(100);
  await silentUntil(lost, "lost");
  expect((await untilStarted(lost)).event).toContain("Temporal does not know this run");
});

test("where it cannot be started, people are told why", async () => {
  const off = await publish(engine, FAILS, { name: "Asleep", enabled: false });
  const id = await submit(FAILS, off);
  await engine.until(id, "failed");
  while ((await errandsOf(id))[0]?.["problem"] == null) await sleep(25);
  expect((await errandsOf(id))[0]?.["problem"]).toMatch(/"Asleep .*" was not started\. It is switched off\./);
  expect(await startedBy(id)).toEqual([]);
});

test("the worker is killed between the failure and the start of the on-error playbook: it starts once", async () => {
  await engine.sql`create function slowly() returns trigger language plpgsql as $$
    begin new.due_at := now() + interval '3 seconds'; return new; end $$`;
  await engine.sql`create trigger slowly before insert on errands for each row execute function slowly()`;
  const id = await submit(FAILS);
  await engine.until(id, "failed");
  await worker.kill();
  await engine.sql`drop trigger slowly on errands`;
  expect(await startedBy(id)).toEqual([]);
  // Two of them, so that both want to run the errand.
  await engine.startWorker();
  worker = await engine.startWorker();
  await untilStarted(id);
  await untilSettled(id);
  expect(await startedBy(id)).toHaveLength(1);
  const [count] = await engine.sql`
    select count(*)::int as rows from inbox where dedupe_scope = ${`on_error:${id}`} and workspace_id = ${WORKSPACE}`;
  expect(count?.["rows"]).toBe(1);
});
