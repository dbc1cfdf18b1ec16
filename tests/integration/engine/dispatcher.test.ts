import { afterAll, beforeAll, expect, test } from "vitest";
import { createPlaybook, startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { rawHistories } from "./support/history.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ temporalFile: true });
});
afterAll(() => engine[Symbol.asyncDispose]());

const PLAN = planOf([{ id: "only", kind: "join" }], ["start>only"]);
const many = (count: number, submit: () => Promise<string>) =>
  Promise.all(Array.from({ length: count }, submit));

test("what was accepted while Temporal was down runs when it is back, once, whoever starts it", async () => {
  await engine.temporal.stop();
  const ids = await many(40, () => engine.submit(PLAN));
  const starting = [engine.startWorker(), engine.startWorker()];
  await engine.temporal.start();
  const workers = await Promise.all(starting);
  for (const id of ids) expect((await engine.until(id, "done")).state).toBe("done");

  // It goes away under the running workers, too.
  await engine.temporal.stop();
  const later = await many(40, () => engine.submit(PLAN));
  await expect
    .poll(() => workers.map((worker) => worker.log()).join(), { timeout: 30_000 })
    .toContain("cannot be started yet");
  await engine.temporal.start();
  for (const id of later) expect((await engine.until(id, "done")).state).toBe("done");
  for (const id of [...ids, ...later]) expect(await rawHistories(engine, id)).toHaveLength(1);
  const [row] = await engine.sql`select count(*)::int as open from inbox where started_at is null`;
  expect(row?.["open"]).toBe(0);
  for (const worker of workers) expect(await worker.stop()).toBe(0);
});

test("one that was started and not marked is not started again; one attempted too long ago is held", async () => {
  const { sql } = engine;
  const started = await engine.submit(sequenceOf({ id: "ask", kind: "approval" }));
  const forgotten = await engine.submit(PLAN);
  const crashed = await engine.submit(PLAN);
  await sql`update inbox set start_attempted_at = now() - interval '37 hours' where id = ${forgotten}`;
  await sql`update inbox set start_attempted_at = now() - interval '20 seconds' where id = ${crashed}`;
  const worker = await engine.startWorker();
  await engine.until(started, "waiting");
  await engine.until(crashed, "done");
  await worker.kill();
  await sql`
    update inbox set started_at = null, start_attempted_at = now() - interval '20 seconds' where id = ${started}`;

  await using _ = await engine.startWorker();
  await expect
    .poll(async () => (await sql`select started_at from inbox where id = ${started}`)[0]?.["started_at"], {
      timeout: 20_000,
    })
    .not.toBeNull();
  const { runId } = await engine.client.workflow.getHandle(started).describe();
  const [first] = (await rawHistories(engine, started))[0] ?? [];
  expect(runId).not.toBe("");
  expect(first?.workflowExecutionStartedEventAttributes?.attempt).toBe(1);
  const [held] = await sql`select held_reason, started_at from inbox where id = ${forgotten}`;
  expect(held).toMatchObject({ started_at: null, held_reason: expect.stringContaining("long ago") });
  await expect(engine.client.workflow.getHandle(forgotten).describe()).rejects.toThrow("not found");
});

test("a workflow that is there already counts as started", async () => {
  const { sql, client } = engine;
  const runId = await engine.submit(PLAN);
  await using _ = await engine.startWorker();
  await engine.until(runId, "done");
  await sql`update inbox set started_at = null, start_attempted_at = null where id = ${runId}`;
  await sql`select pg_notify('inbox', ${runId})`;
  await expect
    .poll(async () => (await sql`select started_at from inbox where id = ${runId}`)[0]?.["started_at"], {
      timeout: 20_000,
    })
    .not.toBeNull();
  expect((await client.workflow.getHandle(runId).describe()).status.name).toBe("COMPLETED");
});

test("a playbook with a long queue does not keep the others waiting", async () => {
  const { sql } = engine;
  const [busy, quiet] = [await createPlaybook(sql), await createPlaybook(sql)];
  await many(200, () => engine.submit(PLAN, { playbook: busy }));
  const last = await engine.submit(PLAN, { playbook: quiet });
  await using _ = await engine.startWorker();
  await engine.until(last, "done");
  const [row] = await sql`
    select count(*)::int as before from inbox
    where playbook_id = ${busy} and started_at < (select started_at from inbox where id = ${last})`;
  expect(row?.["before"]).toBeLessThan(60);
});
