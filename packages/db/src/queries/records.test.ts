import { randomUUID } from "node:crypto";
import type { RunRecord, StepRecord } from "@riposte/plan";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { advanceDispatch, releaseStarts } from "./dispatch-progress.ts";
import type { DispatchProgress } from "./dispatch-progress.ts";
import { claimAttempt, finishAttempt } from "./attempts.ts";
import { claimAnnounced, claimRows, holdForgotten, markStarted, releaseRow } from "./inbox.ts";
import { endSilentRun, haltTerminatedRun } from "./overseen-runs.ts";
import { insertPlan } from "./plans.ts";
import { writeLiveRecords, writeWholeRun } from "./records.ts";
import { ensureDefaultWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
let workspaceId: string;
let planHash: string;
beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  workspaceId = await ensureDefaultWorkspace(connection.db);
  planHash = await insertPlan(connection.db, "{}");
});
afterAll(async () => {
  await connection.close();
  await database.close();
});

async function newPlaybook(): Promise<string> {
  const id = newId("pb");
  await connection.sql`insert into playbooks (id, workspace_id, name, draft) values (${id}, ${workspaceId}, ${id}, '{}')`;
  return id;
}

async function newRun(playbookId: string): Promise<string> {
  const id = newId("run");
  const { sql } = connection;
  await sql`
    insert into inbox (id, workspace_id, playbook_id, plan_hash, version, event, dedupe_scope, dedupe_key, body_hash)
    values (${id}, ${workspaceId}, ${playbookId}, ${planHash}, 1, '{}', ${playbookId}, ${randomUUID()}, '')`;
  await sql`
    insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
    values (${id}, ${workspaceId}, ${playbookId}, 1, ${planHash}, 'queued')`;
  return id;
}

function step(seq: number, more: Partial<StepRecord> = {}): StepRecord {
  const times = { startedAt: 1_000, finishedAt: null };
  const values = { input: null, output: null, port: null, failure: null, note: null };
  return { seq, step: "a", scope: "", state: "running", attempt: 1, ...times, ...values, ...more };
}

function run(seq: number, state: RunRecord["state"]): RunRecord {
  return { seq, state, failure: null, failedStep: null };
}

describe("records of a run", () => {
  let runId: string;
  beforeEach(async () => {
    runId = await newRun(await newPlaybook());
  });

  const live = (steps: readonly StepRecord[], record: RunRecord | null = null) =>
    writeLiveRecords(connection.sql, [{ runId, steps, run: record }]);
  const whole = (steps: readonly StepRecord[], record: RunRecord, keep: readonly string[] | null) =>
    writeWholeRun(connection.sql, { workspaceId, runId, steps, run: record, keep, answer: null });
  const stepRows = async () => {
    const rows =
      await connection.sql`select step, seq, state from step_runs where run_id = ${runId} order by step`;
    return rows.map((row) => `${row["step"]} ${row["seq"]} ${row["state"]}`);
  };
  const runState = async () => {
    const [row] = await connection.sql`select state, seq from runs where id = ${runId}`;
    return `${row?.["state"]} ${row?.["seq"]}`;
  };

  test("live progress only moves upwards, in whatever order it comes", async () => {
    await live([step(5, { state: "done" })], run(6, "waiting"));
    await live([step(2)], run(1, "running"));
    expect(await stepRows()).toEqual(["a 5 done"]);
    expect(await runState()).toBe("waiting 6");
    await live([step(7), step(9, { state: "failed" }), step(8)]);
    expect(await stepRows()).toEqual(["a 9 failed"]);
  });

  test("the closing write corrects what a failed workflow task claimed, and removes what never was", async () => {
    await live([step(30, { state: "failed" }), step(31, { step: "never" })], run(32, "waiting"));
    const steps = [step(3, { state: "done" }), step(4, { step: "b", state: "skipped" })];
    for (let again = 0; again < 2; again++) {
      expect(await whole(steps, run(5, "done"), ["a ", "b "])).toBe(true);
      expect(await stepRows()).toEqual(["a 3 done", "b 4 skipped"]);
      expect(await runState()).toBe("done 5");
    }
  });

  test("a run that has ended stays as it ended", async () => {
    await whole([step(1, { state: "done" })], run(2, "done"), ["a "]);
    await live([step(90, { state: "failed" })], run(91, "running"));
    await whole([step(92, { state: "failed" })], run(93, "failed"), ["a "]);
    expect(await stepRows()).toEqual(["a 1 done"]);
    expect(await runState()).toBe("done 2");
  });

  test("a write between histories is no end, and chunks leave each other alone", async () => {
    await whole([step(1, { state: "done" })], run(3, "waiting"), null);
    await whole([step(2, { step: "b" })], run(3, "waiting"), null);
    expect(await stepRows()).toEqual(["a 1 done", "b 2 running"]);
    expect(await runState()).toBe("waiting 3");
    const [row] = await connection.sql`select finished_at from runs where id = ${runId}`;
    expect(row?.["finished_at"]).toBeNull();
  });

  test("a run that ended, written in chunks, ends with the last of them", async () => {
    await live([step(1), step(1, { step: "b" }), step(1, { step: "never" })]);
    await whole([step(2, { state: "done" })], run(4, "done"), null);
    expect(await runState()).not.toContain("done");
    await whole([step(3, { step: "b", state: "done" })], run(4, "done"), ["a ", "b "]);
    expect(await stepRows()).toEqual(["a 2 done", "b 3 done"]);
    expect(await runState()).toBe("done 4");
    const [row] = await connection.sql`select finished_at from runs where id = ${runId}`;
    expect(row?.["finished_at"]).not.toBeNull();
  });

  test.each(["whole", "live", "noted"])(
    "a run whose start is noted late began when it was started (%s)",
    async (by) => {
      await connection.sql`update inbox set start_attempted_at = now() - interval '3 seconds' where id = ${runId}`;
      if (by === "live") await live([step(1)]);
      if (by === "noted") await markStarted(connection.sql, [runId]);
      await whole([step(2, { state: "done" })], run(3, "done"), ["a "]);
      await markStarted(connection.sql, [runId]);
      const [row] = await connection.sql`
      select finished_at - started_at between interval '3 seconds' and interval '30 seconds' as took from runs
      where id = ${runId}`;
      expect(row?.["took"]).toBe(true);
    },
  );

  test("progress of a run that was stuck says that it goes on", async () => {
    await connection.sql`update runs set state = 'stuck', failure = '{}' where id = ${runId}`;
    await live([step(1)]);
    const [row] = await connection.sql`select state, failure from runs where id = ${runId}`;
    expect(row).toMatchObject({ state: "running", failure: null });
  });

  test("of a run that was terminated nothing begins any more, and what had begun may end", async () => {
    const { db, sql } = connection;
    const key = (name: string) => ({ runId, step: name, scope: "", attempt: 1 });
    const by = { owner: "worker_1", mayTakeOver: true };
    for (const name of ["begun", "lost"]) await claimAttempt(db, key(name), by);
    await sql`update attempts set lease_until = now() - interval '1 second' where run_id = ${runId} and step = 'lost'`;
    await haltTerminatedRun(sql, runId);
    await expect(claimAttempt(db, key("next"), by)).resolves.toMatchObject({ verdict: "busy" });
    await expect(claimAttempt(db, key("lost"), by)).resolves.toMatchObject({ verdict: "ended" });
    await endSilentRun(sql, runId, { state: "cancelled", failure: null });
    await expect(claimAttempt(db, key("next"), by)).resolves.toMatchObject({ verdict: "busy" });
    const end = {
      state: "done",
      outcome: '{"kind":"done"}',
      log: null,
      exitCode: null,
      durationMs: 1,
    } as const;
    const hold = { owner: "worker_1", fence: 1 };
    await expect(finishAttempt(db, key("begun"), { ...hold, ...end })).resolves.toBe('{"kind":"done"}');
    const rows = await sql`select step from attempts where run_id = ${runId} order by step`;
    expect(rows.map(({ step }) => String(step))).toEqual(["begun", "lost"]);
  });

  test("where the workflow ended unsaid, steps ended as their attempts did, and nobody calls the rest cancelled", async () => {
    const names = ["done", "failed", "claimed", "lost", "read"];
    await live(names.map((name, at) => step(at + 1, { step: name })));
    const { db, sql } = connection;
    const key = (name: string) => ({ runId, step: name, scope: "", attempt: 1 });
    const hold = { owner: "worker_1", fence: 1 };
    const ended = { log: null, exitCode: null, durationMs: 1 };
    const output = { kind: "inline", json: '"x \\u0000"' };
    const failure = { code: "timeout", message: "Too late: \0\ud800", retryable: true };
    // Of one of them live progress has not said anything yet.
    for (const name of [...names.slice(0, 4), "untold"])
      await claimAttempt(db, key(name), { owner: "worker_1", mayTakeOver: false });
    const done = JSON.stringify({ kind: "done", output });
    await finishAttempt(db, key("done"), { ...hold, ...ended, state: "done", outcome: done });
    await finishAttempt(db, key("untold"), { ...hold, ...ended, state: "done", outcome: done });
    const bad = JSON.stringify({ kind: "failed", failure });
    await finishAttempt(db, key("failed"), { ...hold, ...ended, state: "failed", outcome: bad });
    await sql`update attempts set lease_until = now() - interval '1 second' where run_id = ${runId} and step = 'lost'`;

    const cause = { code: "cancelled", message: "Terminated by ada: it hangs", retryable: false } as const;
    await endSilentRun(sql, runId, { state: "cancelled", failure: cause });
    const rows = await sql`select step, state, output, failure from step_runs where run_id = ${runId}`;
    const byName = Object.fromEntries(rows.map((row) => [row["step"], row]));
    expect(Object.fromEntries(rows.map((row) => [row["step"], row["state"]]))).toEqual({
      done: "done",
      failed: "failed",
      claimed: "unknown",
      lost: "unknown",
      read: "cancelled",
      untold: "done",
    });
    expect(JSON.parse(byName["done"]?.["output"])).toEqual(output);
    expect(JSON.parse(byName["failed"]?.["failure"])).toEqual({
      ...failure,
      message: "Too late: \uFFFD\uFFFD",
    });
    const doubt = {
      code: "unknown_outcome",
      message:
        "The run ended while the step was at work: it may or may not have taken effect. Terminated by ada: it hangs",
    };
    expect(JSON.parse(byName["claimed"]?.["failure"])).toMatchObject(doubt);
    const attempts = await sql`select state, outcome from attempts where run_id = ${runId} and step = 'lost'`;
    expect(attempts[0]?.["state"]).toBe("unknown");
    expect(JSON.parse(attempts[0]?.["outcome"])).toMatchObject({ failure: doubt });
  });

  test("texts that PostgreSQL cannot hold are written as far as it can", async () => {
    const output = { kind: "inline", json: '"a\\u0000\\ud800"' } as const;
    await live([step(1, { note: "by \0 and \ud800", output })]);
    const [row] = await connection.sql`select note, output from step_runs where run_id = ${runId}`;
    expect(row?.["note"]).toBe("by \uFFFD and \uFFFD");
    expect(JSON.parse(row?.["output"])).toEqual(output);
  });

  test("a run that is not there, or in another workspace, is not written", async () => {
    const whole = { runId, steps: [], run: run(1, "done"), keep: [], answer: null };
    const elsewhere = { ...whole, workspaceId: "ws_other" };
    expect(await writeWholeRun(connection.sql, elsewhere)).toBe(false);
    await writeLiveRecords(connection.sql, [
      { runId: "run_nowhere", steps: [step(1)], run: run(2, "running") },
    ]);
    expect(await runState()).toBe("queued 0");
  });

  test("many writers at once neither lose anything nor stand in each other's way", async () => {
    const others = await Promise.all(Array.from({ length: 8 }, async () => newRun(await newPlaybook())));
    const batch = (seq: number, ids: readonly string[]) =>
      writeLiveRecords(
        connection.sql,
        ids.map((runId) => ({ runId, steps: [step(seq)], run: run(seq + 1, "running") })),
      );
    await Promise.all([
      ...Array.from({ length: 10 }, (_, at) => batch(at * 2, at % 2 === 0 ? others : others.toReversed())),
      markStarted(connection.sql, others.toReversed()),
    ]);
    const rows = await connection.sql`select seq from step_runs where run_id = any(${others})`;
    expect(rows.map((row) => row["seq"])).toEqual(others.map(() => 18));
  });
});

describe("the inbox", () => {
  const TRUSTED = { served: [], trustedForMs: 36 * 3_600_000 };
  let mark: DispatchProgress;
  const claim = (limit: number) => claimRows(connection.sql, { limit, ...TRUSTED, mark });
  beforeEach(async () => {
    mark = await advanceDispatch(connection.sql, null);
    await connection.sql`update inbox set started_at = now()`;
  });

  test("rows are taken in turn over the playbooks, each by one only", async () => {
    const [busy, quiet] = [await newPlaybook(), await newPlaybook()];
    const waiting: string[] = [];
    for (let count = 0; count < 20; count++) waiting.push(await newRun(busy));
    const last = await newRun(quiet);
    expect((await claim(2)).map(({ id }) => id).toSorted()).toEqual([waiting[0], last].toSorted());
    const taken = (await Promise.all([claim(7), claim(7), claim(7)])).flat().map(({ id }) => id);
    expect(taken).toHaveLength(new Set(taken).size);
    const rest = [...taken, ...(await claim(20)).map(({ id }) => id)];
    expect(rest.toSorted()).toEqual(waiting.slice(1).toSorted());
    expect(await claim(20)).toEqual([]);
  });

  test("of what is announced, what may begin at once is taken, by one only, and nothing else", async () => {
    const { sql } = connection;
    const playbook = await newPlaybook();
    const [first, second, held, later, inTurn, tried, other] = await Promise.all(
      Array.from({ length: 7 }, () => newRun(playbook)),
    );
    await sql`update inbox set held_reason = 'held' where id = ${held ?? ""}`;
    await sql`update inbox set not_before = now() + interval '1 hour' where id = ${later ?? ""}`;
    await sql`update inbox set turn_key = 'one' where id = ${inTurn ?? ""}`;
    await sql`update inbox set start_attempted_at = now() - interval '1 hour' where id = ${tried ?? ""}`;
    const ids = [first, second, held, later, inTurn, tried, "run_nowhere"].map(String);
    const taken = await Promise.all([1, 2, 3].map(() => claimAnnounced(sql, { ids, mark })));
    expect(
      taken
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([first, second].toSorted());
    expect(await claimAnnounced(sql, { ids, mark })).toEqual([]);
    expect((await claim(10)).map(({ id }) => id).toSorted()).toEqual([tried, other].toSorted());
    const last = await newRun(playbook);
    await sql`update dispatch_progress set ticks = ticks - 1`;
    expect(await claimAnnounced(sql, { ids: [last], mark: { ...mark, ticks: mark.ticks + 1 } })).toEqual([]);
  });

  test("an attempt that fell silent is repeated, and keeps the time of the first", async () => {
    const runId = await newRun(await newPlaybook());
    await claim(1);
    expect(await claim(1)).toEqual([]);
    await connection.sql`update inbox set start_attempted_at = now() - interval '1 hour' where id = ${runId}`;
    expect(await claim(1)).toHaveLength(1);
    const [row] = await connection.sql`
      select start_attempted_at < now() - interval '59 minutes' as first from inbox where id = ${runId}`;
    expect(row?.["first"]).toBe(true);
  });

  test("a database that was thrown back gives nothing, before and after it is noticed, until it is let go", async () => {
    const { sql, db } = connection;
    const runId = await newRun(await newPlaybook());
    mark = await advanceDispatch(sql, mark);
    expect(mark).toMatchObject({ held: false });
    await sql`update dispatch_progress set ticks = ticks - 1`;
    expect(await claim(5)).toEqual([]);
    const lost = await advanceDispatch(sql, null);
    expect(lost).toMatchObject({ database: mark.database, held: false });

    await sql`update dispatch_progress set ticks = ${mark.ticks - 1}`;
    expect(await advanceDispatch(sql, { database: "another", ticks: 1_000_000 })).toMatchObject({
      held: false,
    });
    await sql`update dispatch_progress set ticks = ${mark.ticks - 1}`;
    const noticed = await advanceDispatch(sql, mark);
    expect(noticed).toMatchObject({ held: true, ticks: mark.ticks + 1 });
    mark = await advanceDispatch(sql, noticed);
    expect(mark.held).toBe(true);
    expect(await claim(5)).toEqual([]);

    expect(await releaseStarts(db)).toBe(true);
    expect(await releaseStarts(db)).toBe(false);
    expect((await claim(5)).map(({ id }) => id)).toEqual([runId]);
  });

  test("what Temporal may have forgotten is held until somebody lets it go", async () => {
    const runId = await newRun(await newPlaybook());
    await connection.sql`update inbox set start_attempted_at = now() - interval '37 hours' where id = ${runId}`;
    expect(await claim(5)).toEqual([]);
    expect(await holdForgotten(connection.sql, { ...TRUSTED, reason: "old" })).toEqual([runId]);
    expect(await releaseRow(connection.sql, "ws_other", runId)).toBe(false);
    expect(await releaseRow(connection.sql, workspaceId, runId)).toBe(true);
    expect((await claim(5)).map(({ id }) => id)).toEqual([runId]);
    await markStarted(connection.sql, [runId]);
    expect(await releaseRow(connection.sql, workspaceId, runId)).toBe(false);
  });
});
