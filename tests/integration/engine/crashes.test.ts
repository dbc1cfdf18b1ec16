import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expireOwner, seedExamples } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { sequenceOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";

const root = join(import.meta.dirname, "../../..");

/** One of the examples. */
const ALERT = "AL-SIGNIN1";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine({ temporalFile: true });
  await seedExamples(engine.connection.db, WORKSPACE);
});
afterAll(() => engine[Symbol.asyncDispose]());

/** Comments of the run, one per step, each of them a local activity under its row. */
const comments = (count: number) =>
  sequenceOf(
    ...Array.from({ length: count }, (_, at): StepOfTest => ({
      id: `c${at}`,
      kind: "action",
      action: "riposte.comment_alert",
      effect: "write",
      idempotent: true,
      readsTrigger: true,
      arguments: { uuid: ALERT, content: `{{ trigger.mark }} ${at}`, author: "Riposte" },
    })),
  );

async function commentsOf(mark: string): Promise<readonly string[]> {
  const rows =
    await engine.sql`select content from alert_comments where content like ${`${mark} %`} order by created_at`;
  return rows.map((row) => row["content"]);
}

test("the worker is killed in the middle of its steps: each has its effect once, and the record is whole", async () => {
  const STEPS = 60;
  const marks = Array.from({ length: 4 }, () => randomUUID());
  const instance = `worker_${randomUUID()}`;
  const worker = await engine.startWorker({ RIPOSTE_INSTANCE: instance });
  const ids = await Promise.all(
    marks.map((mark) => engine.submit(comments(STEPS), { event: JSON.stringify({ mark }) })),
  );
  while ((await commentsOf(marks[0] ?? "")).length < 10) await sleep(5);
  await worker.kill();
  // As the supervisor does when it has reaped a worker.
  await expireOwner(engine.connection.db, instance);
  await using _ = await engine.startWorker();
  for (const [at, id] of ids.entries()) {
    const run = await engine.until(id, "done", "failed");
    expect(run.state).toBe("done");
    expect(Object.keys(run.steps)).toHaveLength(STEPS);
    for (const { state } of Object.values(run.steps)) expect(state).toBe("done");
    const mark = marks[at] ?? "";
    expect(await commentsOf(mark)).toEqual(Array.from({ length: STEPS }, (_, step) => `${mark} ${step}`));
  }
}, 120_000);

test("Temporal is killed in the middle and comes back: the worker survives it", async () => {
  const mark = randomUUID();
  await using worker = await engine.startWorker();
  const runId = await engine.submit(comments(100), { event: JSON.stringify({ mark }) });
  while ((await commentsOf(mark)).length < 10) await sleep(5);
  await engine.temporal.stop();
  await sleep(500);
  await engine.temporal.start();
  const run = await engine.until(runId, "done", "failed");
  expect(run.state).toBe("done");
  expect(new Set(await commentsOf(mark)).size).toBe(100);
  expect(await commentsOf(mark)).toHaveLength(100);
  expect(await worker.stop()).toBe(0);
}, 120_000);

test("Temporal gives up on a workflow task while a short step waits for its claim: nobody cancelled it", async () => {
  const mark = randomUUID();
  await using _ = await engine.startWorker();
  const locked = Promise.withResolvers<void>();
  const lock = engine.sql.begin(async (sql) => {
    await sql`lock table attempts in access exclusive mode`;
    await locked.promise;
  });
  const runId = await engine.submit(comments(1), { event: JSON.stringify({ mark }) });
  while (!(await isWaitingForAttempts())) await sleep(20);
  await engine.temporal.freezeFor(13_000);
  await sleep(3_000);
  locked.resolve();
  await lock;
  expect(await engine.until(runId, "done", "failed")).toMatchObject({ state: "done", failure: null });
  expect(await commentsOf(mark)).toEqual([`${mark} 0`]);
}, 120_000);

async function isWaitingForAttempts(): Promise<boolean> {
  const [row] = await engine.sql`
    select count(*)::int as waiting from pg_stat_activity
    where wait_event_type = 'Lock' and query like '%attempt_claim%'`;
  return row?.["waiting"] > 0;
}

test("a worker whose parent was killed ends by itself, although nobody reads its log any more", async () => {
  const source = `
    const { spawn } = require("node:child_process");
    const worker = spawn(process.execPath, ["temporal-workers/src/main.ts"], { stdio: ["pipe", "pipe", "pipe"] });
    worker.stdout.on("data", () => console.log(worker.pid));`;
  const env = { ...process.env, ...engine.env, RIPOSTE_INSTANCE: `worker_${randomUUID()}` };
  const parent = spawn(process.execPath, ["-e", source], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(parent.stdout, "data")) as [Buffer];
  const worker = Number(said.toString());
  parent.kill("SIGKILL");
  await expect.poll(() => isAlive(worker), { timeout: 60_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
