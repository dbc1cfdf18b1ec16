import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { releaseStarts, startsHeldSince } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { planOf } from "./support/plan-of.ts";
import type { WorkerProcess } from "./support/worker-process.ts";

// A backup was restored: the database does not know what was done since, and Temporal may have forgotten it.

const PLAN = planOf([{ id: "only", kind: "join" }], ["start>only"]);

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "riposte-thrown-back-"));
  engine = await startEngine();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const markFile = () => join(folder, "cache", "dispatched.json");
const startWorker = () => engine.startWorker({ RIPOSTE_DATA: folder });
const ticks = async () => Number((await engine.sql`select ticks from dispatch_progress`)[0]?.["ticks"]);

/** As it was before anybody had tried to start the run, which Temporal has forgotten since. */
async function restoreFromBefore(runId: string, backedUpAt: number): Promise<void> {
  const { sql, temporal } = engine;
  await sql`delete from step_runs where run_id = ${runId}`;
  await sql`update runs set state = 'queued', started_at = null, finished_at = null where id = ${runId}`;
  await sql`
    update inbox set started_at = null, start_attempted_at = null, received_at = now() - interval '40 hours'
    where id = ${runId}`;
  await sql`update dispatch_progress set ticks = ${backedUpAt}`;
  // Its data are in memory.
  await temporal.stop();
  await temporal.start();
}

async function expectHeld(worker: WorkerProcess, ...runs: readonly string[]): Promise<void> {
  await expect.poll(() => startsHeldSince(engine.connection.db), { timeout: 10_000 }).not.toBeNull();
  await expect.poll(worker.log).toContain("older than what was already done");
  await sleep(3_000);
  for (const run of runs) expect((await engine.runOf(run)).state).toBe("queued");
}

test("after a restored backup nothing is started, old or new, over any restart, until it is let go", async () => {
  const { db } = engine.connection;
  const first = await startWorker();
  const backedUpAt = await ticks();
  const old = await engine.submit(PLAN);
  await engine.until(old, "done");
  expect(await first.stop()).toBe(0);
  expect(JSON.parse(await readFile(markFile(), "utf8"))).toMatchObject({ ticks: await ticks() });
  expect(await ticks()).toBeGreaterThan(backedUpAt);

  await restoreFromBefore(old, backedUpAt);
  const second = await startWorker();
  const later = await engine.submit(PLAN);
  await expectHeld(second, old, later);
  await second.kill();
  const third = await startWorker();
  await expectHeld(third, old, later);

  expect(await releaseStarts(db)).toBe(true);
  await engine.until(old, "done");
  await engine.until(later, "done");
  await third.stop();
  await using fourth = await startWorker();
  await engine.until(await engine.submit(PLAN), "done");
  expect(fourth.log()).not.toContain("older than what was already done");
});

test("it is noticed by a worker that ran on while the database was replaced", async () => {
  const { sql, connection } = engine;
  await using worker = await startWorker();
  await sql`update dispatch_progress set ticks = 1`;
  const run = await engine.submit(PLAN);
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and application_name like 'riposte %'`.catch(() => {});
  await expectHeld(worker, run);
  await releaseStarts(connection.db);
  expect((await engine.until(run, "done")).state).toBe("done");
});

test("neither a lost file nor one that is behind holds anything", async () => {
  await using worker = await startWorker();
  await worker.kill();
  await engine.sql`update dispatch_progress set ticks = ticks + 1`;
  await using behind = await startWorker();
  await engine.until(await engine.submit(PLAN), "done");
  await behind.kill();
  await rm(markFile());
  await engine.sql`update dispatch_progress set ticks = 1`;
  await using _ = await startWorker();
  await engine.until(await engine.submit(PLAN), "done");
  expect(await startsHeldSince(engine.connection.db)).toBeNull();
});
