import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { cancelAttempt, claimAttempt, expireOwner, finishAttempt, renewAttempt } from "./attempts.ts";
import type { AttemptEnd, AttemptKey } from "./attempts.ts";

let database: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url, { max: 12 });
});

afterAll(async () => {
  await connection.close();
  await database.close();
});

const done: AttemptEnd = { state: "done", outcome: '{"kind":"done"}', log: "ok", exitCode: 0, durationMs: 5 };
const failed: AttemptEnd = { ...done, state: "failed", outcome: '{"kind":"failed"}' };

function someAttempt(): AttemptKey {
  return { runId: newId("run"), step: "send", scope: "", attempt: 1 };
}

/** What a minute without renewal would do. */
async function loseLease(key: AttemptKey): Promise<void> {
  await connection.sql`update attempts set lease_until = clock_timestamp() - interval '1 ms' where run_id = ${key.runId}`;
}

async function rowOf(key: AttemptKey) {
  const [row] = await connection.sql`select * from attempts where run_id = ${key.runId}`;
  return row;
}

describe("claiming", () => {
  test("has exactly one winner among many at once", async () => {
    const { db } = connection;
    for (let round = 0; round < 20; round++) {
      const key = someAttempt();
      const owners = Array.from({ length: 12 }, (_, index) => `worker_${index}`);
      const claims = await Promise.all(
        owners.map((owner) => claimAttempt(db, key, { owner, mayTakeOver: true })),
      );
      expect(claims.filter((claim) => claim.verdict === "claimed")).toHaveLength(1);
      expect(claims.filter((claim) => claim.verdict === "busy")).toHaveLength(11);
    }
  });

  test("has exactly one winner among many that find the same expired lease", async () => {
    const { db } = connection;
    for (let round = 0; round < 20; round++) {
      const key = someAttempt();
      await claimAttempt(db, key, { owner: "lost", mayTakeOver: true });
      await loseLease(key);
      const owners = Array.from({ length: 12 }, (_, index) => `worker_${index}`);
      const claims = await Promise.all(
        owners.map((owner) => claimAttempt(db, key, { owner, mayTakeOver: true })),
      );
      expect(claims.filter((claim) => claim.verdict === "claimed")).toEqual([
        { verdict: "claimed", fence: 2, leaseRemainingMs: 60_000 },
      ]);
    }
  });

  test("is busy while the lease lives, and tells for how long", async () => {
    const { db } = connection;
    const key = someAttempt();
    await claimAttempt(db, key, { owner: "a", mayTakeOver: true });
    const claim = await claimAttempt(db, key, { owner: "b", mayTakeOver: true });
    expect(claim).toMatchObject({ verdict: "busy" });
    if (claim.verdict !== "busy") return;
    expect(claim.leaseRemainingMs).toBeGreaterThan(0);
    expect(claim.leaseRemainingMs).toBeLessThanOrEqual(60_000);
  });

  test("is busy for the same instance too: its first go may still be running", async () => {
    const { db } = connection;
    const key = someAttempt();
    await claimAttempt(db, key, { owner: "a", mayTakeOver: true });
    expect(await claimAttempt(db, key, { owner: "a", mayTakeOver: true })).toMatchObject({ verdict: "busy" });
  });

  test("may be repeated by an owner that names the claim, whose answer was lost", async () => {
    const { db } = connection;
    const key = someAttempt();
    await claimAttempt(db, key, { owner: "a/1", mayTakeOver: false });
    expect(await claimAttempt(db, key, { owner: "a/1", mayTakeOver: false })).toMatchObject({
      verdict: "claimed",
      fence: 1,
    });
    expect(await claimAttempt(db, key, { owner: "a/2", mayTakeOver: false })).toMatchObject({
      verdict: "busy",
    });
  });

  test("is over for what has been begun ten times and lost its worker each time: a person is asked", async () => {
    const { db } = connection;
    const key = someAttempt();
    for (let begun = 1; begun <= 10; begun++) {
      const claim = await claimAttempt(db, key, { owner: `worker_${begun}`, mayTakeOver: true });
      expect(claim).toMatchObject({ verdict: "claimed", fence: begun });
      await loseLease(key);
    }
    const claim = await claimAttempt(db, key, { owner: "worker_11", mayTakeOver: true });
    expect(claim.verdict === "ended" && JSON.parse(claim.outcome)).toMatchObject({
      kind: "unknown",
      failure: { code: "unknown_outcome", message: expect.stringContaining("was begun ten times") },
    });
    expect(await rowOf(key)).toMatchObject({ state: "unknown", fence: 10, owner: "worker_10" });
  });

  test("returns what the attempt ended with", async () => {
    const { db } = connection;
    const key = someAttempt();
    await claimAttempt(db, key, { owner: "a", mayTakeOver: false });
    await finishAttempt(db, key, { owner: "a", fence: 1, ...done });
    expect(await claimAttempt(db, key, { owner: "b", mayTakeOver: true })).toEqual({
      verdict: "ended",
      outcome: done.outcome,
    });
  });

  test("keeps attempts, scopes and steps apart", async () => {
    const { db } = connection;
    const key = someAttempt();
    for (const other of [key, { ...key, attempt: 2 }, { ...key, scope: "0" }, { ...key, step: "other" }]) {
      expect(await claimAttempt(db, other, { owner: "a", mayTakeOver: false })).toMatchObject({
        verdict: "claimed",
      });
    }
  });
});

describe("an expired lease", () => {
  test("ends as unknown where the row does not allow a second go, whatever the caller says", async () => {
    const { db } = connection;
    for (const [first, second] of [
      [false, false],
      [false, true],
      [true, false],
    ] as const) {
      const key = someAttempt();
      await claimAttempt(db, key, { owner: "a", mayTakeOver: first });
      await loseLease(key);
      const claim = await claimAttempt(db, key, { owner: "b", mayTakeOver: second });
      if (claim.verdict !== "ended") throw new Error(`Expected an end, not ${claim.verdict}.`);
      expect(JSON.parse(claim.outcome)).toMatchObject({
        kind: "unknown",
        failure: { code: "unknown_outcome", retryable: false },
      });
      expect(await rowOf(key)).toMatchObject({ state: "unknown", outcome: claim.outcome });
    }
  });

  test("is still the owner's while nobody else came", async () => {
    const { db } = connection;
    const key = someAttempt();
    await claimAttempt(db, key, { owner: "a", mayTakeOver: false });
    await loseLease(key);
    expect(await renewAttempt(db, key, { owner: "a", fence: 1 })).toEqual({
      held: true,
      cancelRequested: false,
    });
    expect(await claimAttempt(db, key, { owner: "b", mayTakeOver: true })).toMatchObject({ verdict: "busy" });
  });

  test("can be brought about for one worker and all its claims at once", async () => {
    const { db } = connection;
    const mine = someAttempt();
    const named = someAttempt();
    const similar = someAttempt();
    const ended = someAttempt();
    await claimAttempt(db, mine, { owner: "reaped_1", mayTakeOver: true });
    await claimAttempt(db, named, { owner: "reaped_1/7", mayTakeOver: false });
    await claimAttempt(db, similar, { owner: "reaped_12", mayTakeOver: false });
    await claimAttempt(db, ended, { owner: "reaped_1", mayTakeOver: false });
    await finishAttempt(db, ended, { owner: "reaped_1", fence: 1, ...done });

    expect(await expireOwner(db, "reaped_1")).toBe(2);
    expect(await expireOwner(db, "reaped_1")).toBe(0);
    const claim = { owner: "reaped_2", mayTakeOver: true };
    expect(await claimAttempt(db, mine, claim)).toMatchObject({ verdict: "claimed", fence: 2 });
    expect(await claimAttempt(db, named, claim)).toMatchObject({ verdict: "ended" });
    expect(await claimAttempt(db, similar, claim)).toMatchObject({ verdict: "busy" });
    expect(await rowOf(ended)).toMatchObject({ state: "done" });
  });
});

describe("finishing", () => {
  test("twice with the same outcome is harmless", async () => {
    const { db } = connection;
    const key = someAttempt();
    await claimAttempt(db, key, { owner: "a", mayTakeOver: false });
    expect(await finishAttempt(db, key, { owner: "a", fence: 1, ...done })).toBe(done.outcome);
    expect(await finishAttempt(db, key, { owner: "a", fence: 1, ...done })).toBe(done.outcome);
    expect(await rowOf(key)).toMatchObject({ late_outcome: null, log: "ok", exit_code: 0, duration_ms: 5 });
  });

  test("counts once when owner and taker race", async () => {
    const { db } = connection;
    for (let round = 0; round < 20; round++) {
      const key = someAttempt();
      await claimAttempt(db, key, { owner: "a", mayTakeOver: true });
      await loseLease(key);
      const [first, second] = await Promise.all([
        finishAttempt(db, key, { owner: "a", fence: 1, ...done }),
        claimAttempt(db, key, { owner: "b", mayTakeOver: true }),
      ]);
      const took = second.verdict === "claimed";
      expect(first).toBe(took ? null : done.outcome);
      expect(await rowOf(key)).toMatchObject(
        took ? { state: "claimed", owner: "b", late_outcome: done.outcome } : { state: "done", owner: "a" },
      );
    }
  });

  test("too late is kept as evidence and answered with what counts", async () => {
    const { db } = connection;
    const key = someAttempt();
    await claimAttempt(db, key, { owner: "a", mayTakeOver: true });
    await loseLease(key);
    await claimAttempt(db, key, { owner: "b", mayTakeOver: true });
    expect(await renewAttempt(db, key, { owner: "a", fence: 1 })).toEqual({
      held: false,
      cancelRequested: false,
    });
    await finishAttempt(db, key, { owner: "b", fence: 2, ...done });
    expect(await finishAttempt(db, key, { owner: "a", fence: 1, ...failed })).toBe(done.outcome);
    expect(await rowOf(key)).toMatchObject({
      state: "done",
      outcome: done.outcome,
      late_outcome: failed.outcome,
    });
  });

  test("after it was declared unknown changes nothing", async () => {
    const { db } = connection;
    const key = someAttempt();
    await claimAttempt(db, key, { owner: "a", mayTakeOver: false });
    await loseLease(key);
    const claim = await claimAttempt(db, key, { owner: "b", mayTakeOver: false });
    const counted = await finishAttempt(db, key, { owner: "a", fence: 1, ...done });
    expect(claim).toEqual({ verdict: "ended", outcome: counted });
    expect(await rowOf(key)).toMatchObject({ state: "unknown", late_outcome: done.outcome });
  });

  test("needs a claim, the fence and a terminal state", async () => {
    const { db } = connection;
    const key = someAttempt();
    await expect(finishAttempt(db, key, { owner: "a", fence: 1, ...done })).rejects.toThrow("attempt_finish");
    await claimAttempt(db, key, { owner: "a", mayTakeOver: false });
    expect(await finishAttempt(db, key, { owner: "a", fence: 2, ...done })).toBeNull();
    expect(await finishAttempt(db, key, { owner: "b", fence: 1, ...done })).toBeNull();
    await expect(
      finishAttempt(db, key, { owner: "a", fence: 1, ...done, state: "claimed" as "done" }),
    ).rejects.toThrow("attempt_finish");
    expect(await rowOf(key)).toMatchObject({ state: "claimed" });
  });
});

test("an attempt that has ended refuses to change, whoever writes", async () => {
  const { db, sql } = connection;
  const key = someAttempt();
  await claimAttempt(db, key, { owner: "a", mayTakeOver: false });
  await finishAttempt(db, key, { owner: "a", fence: 1, ...done });
  await expect(sql`update attempts set state = 'failed' where run_id = ${key.runId}`).rejects.toThrow(
    "has ended as done and cannot change",
  );
  await expect(sql`update attempts set outcome = '{}' where run_id = ${key.runId}`).rejects.toThrow(
    "cannot change",
  );
});

test("a request to cancel reaches the owner by notification and by its next renewal", async () => {
  const { db, sql } = connection;
  const key = someAttempt();
  await claimAttempt(db, key, { owner: "a", mayTakeOver: false });
  const heard = Promise.withResolvers<string>();
  const listener = await sql.listen("attempt_cancel", heard.resolve);
  await cancelAttempt(db, key);
  expect(await heard.promise).toBe(`${key.runId}/send//1`);
  await listener.unlisten();
  expect(await renewAttempt(db, key, { owner: "a", fence: 1 })).toEqual({
    held: true,
    cancelRequested: true,
  });
});
