import { setTimeout as sleep } from "node:timers/promises";
import { claimAttempt, connect, cancelAttempt, expireOwner, finishAttempt } from "@riposte/db";
import type { AttemptKey } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import type { ActionOutcome } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCancelWatch } from "./cancel-watch.ts";
import type { LeaseTimes } from "./lease.ts";
import { startFlakyLink } from "./testing/flaky-link.ts";
import { withAttempt } from "./with-attempt.ts";
import type { Attempt, AttemptResult } from "./with-attempt.ts";

const never = new AbortController().signal;
const host = { cancel: never, released: never, heartbeat: () => {} };
const done: ActionOutcome = { kind: "done", output: { kind: "inline", json: "1" } };
const quick: LeaseTimes = { renewEveryMs: 20, retryAfterMs: 20, giveUpAfterMs: 2_000 };

let database: Awaited<ReturnType<typeof startTestDatabase>>;
let connection: ReturnType<typeof connect>;
let cancels: ReturnType<typeof createCancelWatch>;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  cancels = createCancelWatch(database.url);
}, 60_000);

afterAll(async () => {
  await cancels.close();
  await connection.close();
  await database.close();
});

let runs = 0;
function newKey(): AttemptKey {
  return { runId: `run_${++runs}`, step: "send", scope: "", attempt: 1 };
}

function attemptOf(key: AttemptKey, run: Attempt["run"], given: Partial<Attempt> = {}): Attempt {
  return { key, idempotent: false, mayTakeOver: false, timeoutMs: 60_000, run, ...given };
}

function services(instance = "worker_1") {
  return { db: connection.db, instance, cancels, leaseTimes: quick };
}

/** Work that lasts until it is told how it went, or to stop. */
function openWork() {
  const started = Promise.withResolvers<AbortSignal>();
  const result = Promise.withResolvers<AttemptResult>();
  let times = 0;
  return {
    started: started.promise,
    finish: (outcome: ActionOutcome) => result.resolve({ outcome, log: null }),
    times: () => times,
    run: (signal: AbortSignal) => {
      times++;
      started.resolve(signal);
      return result.promise;
    },
  };
}

async function rowOf(key: AttemptKey) {
  const [row] = await connection.sql`select * from attempts where run_id = ${key.runId}`;
  return row;
}

test("the effect happens once, whoever asks again and whatever they would do", async () => {
  const key = newKey();
  const first = await withAttempt(
    services(),
    host,
    attemptOf(key, async () => ({ outcome: done, log: "said" })),
  );
  const work = openWork();
  await expect(withAttempt(services("worker_2"), host, attemptOf(key, work.run))).resolves.toEqual(first);
  expect(work.times()).toBe(0);
  expect(await rowOf(key)).toMatchObject({ state: "done", log: "said", outcome: JSON.stringify(done) });
});

test("two callers at once: one effect, one outcome", async () => {
  const key = newKey();
  const work = openWork();
  let beats = 0;
  const beating = { ...host, heartbeat: () => beats++ };
  const both = ["worker_1", "worker_2"].map((name) =>
    withAttempt(services(name), beating, attemptOf(key, work.run)),
  );
  await work.started;
  await expect.poll(() => beats).toBeGreaterThan(2);
  work.finish(done);
  await expect(Promise.all(both)).resolves.toEqual([done, done]);
  expect(work.times()).toBe(1);
});

test("a caller that is released stops waiting; the work goes on", async () => {
  const key = newKey();
  const work = openWork();
  const working = withAttempt(services(), host, attemptOf(key, work.run));
  await work.started;
  const released = AbortSignal.abort(new Error("shutting down"));
  await expect(
    withAttempt(services("worker_2"), { ...host, released }, attemptOf(key, work.run)),
  ).rejects.toThrow("shutting down");
  work.finish(done);
  await expect(working).resolves.toEqual(done);
});

test("lost after the claim: unknown, unless it may be run again", async () => {
  const lost = newKey();
  await claimAttempt(connection.db, lost, { owner: "dead/1", mayTakeOver: false });
  const repeatable = newKey();
  await claimAttempt(connection.db, repeatable, { owner: "dead/2", mayTakeOver: true });
  await expireOwner(connection.db, "dead");

  const work = openWork();
  work.finish(done);
  await expect(withAttempt(services(), host, attemptOf(lost, work.run))).resolves.toMatchObject({
    kind: "unknown",
    failure: { code: "unknown_outcome", retryable: false },
  });
  expect(work.times()).toBe(0);

  const taken = attemptOf(repeatable, work.run, { mayTakeOver: true, idempotent: true });
  await expect(withAttempt(services(), host, taken)).resolves.toEqual(done);
  expect(work.times()).toBe(1);
  expect(await rowOf(repeatable)).toMatchObject({ state: "done", fence: 2 });
});

test("a claim that the database kept waiting for longer than a lease lasts is begun all the same", async () => {
  const key = newKey();
  const times: LeaseTimes = { renewEveryMs: 100, retryAfterMs: 20, giveUpAfterMs: 1_500 };
  const work = openWork();
  const taken = Promise.withResolvers<void>();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const lock = connection.sql.begin(async (sql) => {
    await sql`lock table attempts in access exclusive mode`;
    taken.resolve();
    await held;
  });
  await taken.promise;
  const working = withAttempt({ ...services(), leaseTimes: times }, host, attemptOf(key, work.run));
  await sleep(times.giveUpAfterMs + 100);
  release();
  await lock;
  const signal = await work.started;
  await sleep(10);
  expect(signal.reason).toBeUndefined();
  work.finish(done);
  await expect(working).resolves.toEqual(done);
});

test("an outcome that comes too late is kept, and what the row says counts", async () => {
  const key = newKey();
  const work = openWork();
  const working = withAttempt(
    services("slow"),
    host,
    attemptOf(key, work.run, { idempotent: true, mayTakeOver: true }),
  );
  const signal = await work.started;
  await connection.sql`update attempts set owner = 'other/1', fence = 2 where run_id = ${key.runId}`;
  await expect.poll(() => signal.aborted).toBe(true);

  const other: ActionOutcome = { kind: "done", output: { kind: "inline", json: "2" } };
  const end = { outcome: JSON.stringify(other), log: null, exitCode: null, durationMs: null };
  work.finish(done);
  await expect.poll(async () => (await rowOf(key))?.["late_outcome"]).toBe(JSON.stringify(done));
  await finishAttempt(connection.db, key, { owner: "other/1", fence: 2, state: "done", ...end });
  await expect(working).resolves.toEqual(other);
  expect(work.times()).toBe(1);
});

test("cancelling reaches it by notice, and by renewal where the notice was missed", async () => {
  const deaf = { watch: () => () => {}, close: async () => {} };
  for (const hearing of [cancels, deaf]) {
    const key = newKey();
    const work = openWork();
    const slow = hearing === cancels ? { ...quick, renewEveryMs: 60_000 } : quick;
    const working = withAttempt(
      { ...services(), cancels: hearing, leaseTimes: slow },
      host,
      attemptOf(key, work.run),
    );
    const signal = await work.started;
    await expect
      .poll(async () => {
        await cancelAttempt(connection.db, key);
        return signal.aborted;
      })
      .toBe(true);
    expect(signal.reason).toMatchObject({ code: "cancelled" });
    work.finish({ kind: "failed", failure: { code: "cancelled", message: "Stopped.", retryable: false } });
    await expect(working).resolves.toMatchObject({ kind: "failed", failure: { code: "cancelled" } });
  }
});

test("what was cancelled before its turn never starts", async () => {
  const work = openWork();
  const cancelled = { ...host, cancel: AbortSignal.abort() };
  await expect(withAttempt(services(), cancelled, attemptOf(newKey(), work.run))).resolves.toMatchObject({
    kind: "failed",
    failure: { code: "cancelled" },
  });
  expect(work.times()).toBe(0);
});

test("what does not stop when its time is up is unknown; what may be repeated is waited for", async () => {
  const stubborn = openWork();
  const stubbornKey = newKey();
  await expect(
    withAttempt(
      { ...services(), graceMs: 50 },
      host,
      attemptOf(stubbornKey, stubborn.run, { timeoutMs: 10 }),
    ),
  ).resolves.toMatchObject({ kind: "unknown", failure: { code: "unknown_outcome" } });
  expect(await rowOf(stubbornKey)).toMatchObject({ state: "unknown" });

  const patient = openWork();
  const working = withAttempt(
    services(),
    host,
    attemptOf(newKey(), patient.run, { timeoutMs: 10, idempotent: true, mayTakeOver: true }),
  );
  const signal = await patient.started;
  await expect.poll(() => signal.aborted).toBe(true);
  expect(signal.reason).toMatchObject({ code: "timeout", retryable: true });
  patient.finish(done);
  await expect(working).resolves.toEqual(done);
});

test("an effect is remembered over a database that goes away", async () => {
  await using link = await startFlakyLink(database.url);
  await using flaky = connect(link.url, { max: 2 });
  const key = newKey();
  const work = openWork();
  const working = withAttempt({ ...services(), db: flaky.db }, host, attemptOf(key, work.run));
  await work.started;
  await link.cut();
  work.finish(done);
  await expect
    .poll(() =>
      flaky.sql`select 1`.then(
        () => "there",
        () => "gone",
      ),
    )
    .toBe("gone");
  expect(await rowOf(key)).toMatchObject({ state: "claimed" });
  await link.mend();
  await expect(working).resolves.toEqual(done);
  expect(await rowOf(key)).toMatchObject({ state: "done" });
  expect(work.times()).toBe(1);
});

test("who cannot renew any more stops before the lease ends", async () => {
  await using link = await startFlakyLink(database.url);
  await using flaky = connect(link.url, { max: 2 });
  const work = openWork();
  const impatient = {
    ...services(),
    graceMs: 50,
    db: flaky.db,
    leaseTimes: { ...quick, giveUpAfterMs: 100 },
  };
  const working = withAttempt(impatient, host, attemptOf(newKey(), work.run));
  const signal = await work.started;
  await link.cut();
  await expect.poll(() => signal.aborted).toBe(true);
  await link.mend();
  await expect(working).resolves.toMatchObject({ kind: "unknown" });
});
