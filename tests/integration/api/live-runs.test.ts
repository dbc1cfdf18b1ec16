import { setTimeout as sleep } from "node:timers/promises";
import { startTestApi } from "@riposte/api/testing";
import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, writeLiveRecords, writeWholeRun } from "@riposte/db";
import type { RunRecord, StepRecord, StepState } from "@riposte/plan";
import { startTestDatabase } from "@riposte/db/testing";
import type { TestDatabase } from "@riposte/db/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { subscribe } from "./event-stream.ts";
import { manualGraph } from "./graphs.ts";

let database: TestDatabase;
let apis: readonly [TestApi, TestApi];
let api: TestApi;
let workspaceId: string;
let token: string;

beforeAll(async () => {
  database = await startTestDatabase();
  const start = () => startTestApi({ databaseUrl: database.url, runs: acceptingRuns() });
  apis = [await start(), await start()];
  api = apis[0];
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  token = await api.token(workspaceId, "analyst");
  const author = await api.token(workspaceId, "author");
  await api.call(author, "playbooks.save", "mutation", {
    name: "P",
    graph: manualGraph(),
    publish: true,
    enable: true,
  });
});
afterAll(async () => {
  for (const each of apis) await each[Symbol.asyncDispose]();
  await database.close();
});

async function start(): Promise<string> {
  const { body } = await api.call(token, "runs.start", "mutation", { playbook: "P" });
  return (body as { run: string }).run;
}

function record(step: string, seq: number, state: StepState): StepRecord {
  return {
    seq,
    step,
    scope: "",
    state,
    attempt: 1,
    startedAt: Date.now(),
    finishedAt: null,
    input: null,
    output: null,
    port: null,
    failure: null,
    note: null,
  };
}

const write = (runId: string, steps: readonly StepRecord[]) =>
  writeLiveRecords(api.connection.sql, [{ runId, steps, run: null }]);

function finish(runId: string, steps: readonly StepRecord[], seq: number): Promise<boolean> {
  const run: RunRecord = { seq, state: "done", failure: null, failedStep: null };
  const keep = steps.map(({ step }) => `${step} `);
  return writeWholeRun(api.connection.sql, { workspaceId, runId, steps, run, keep, answer: null });
}

interface LiveEvent {
  readonly run: { readonly state: string; readonly over: boolean };
  readonly steps: readonly { readonly step: string; readonly seq: number; readonly state: string }[];
  readonly counts: Readonly<Record<string, number>>;
}

interface Heard extends LiveEvent {
  readonly id: string;
}

/** Hears at most `most` events of the run, then the line breaks. */
async function hear(from: TestApi, input: object, most: number): Promise<{ heard: Heard[]; ended: boolean }> {
  const heard: Heard[] = [];
  for await (const { id, event, data } of subscribe(from, { token, path: "runs.live", input })) {
    if (event === "return") return { heard, ended: true };
    if (event !== null || id === null) continue;
    heard.push({ id, ...(data as LiveEvent) });
    if (heard.length === most) break;
  }
  return { heard, ended: false };
}

test("a run is followed over broken lines and another server: every record is told once, and it ends with the run", async () => {
  const id = await start();
  const STEPS = 120;
  const last: StepRecord[] = [];
  const writing = (async () => {
    for (let at = 0; at < STEPS; at += 4) {
      const burst = [0, 1, 2, 3].map((more) => record(`s${at + more}`, 1 + at + more, "done"));
      last.push(...burst);
      await write(id, burst);
      await sleep(40);
    }
    await finish(id, last, STEPS + 1);
  })();

  const heard: Heard[] = [];
  let ended = false;
  for (let turn = 0; !ended; turn += 1) {
    const lastEventId = heard.at(-1)?.id;
    const part = await hear(apis[turn % 2] ?? api, { id, lastEventId }, 2);
    heard.push(...part.heard);
    ({ ended } = part);
  }
  await writing;
  const told = heard.flatMap(({ steps }) => steps.map(({ step, seq }) => `${step} ${seq}`));
  expect(told).toEqual(last.map(({ step, seq }) => `${step} ${seq}`));
  expect(heard.at(-1)).toMatchObject({ run: { state: "done", over: true }, counts: { done: STEPS } });

  const again = await hear(api, { id, lastEventId: heard.at(-1)?.id }, 1);
  expect(again).toEqual({ heard: [], ended: true });
});

test("from the outline's cursor only what came after it is told", async () => {
  const id = await start();
  await write(id, [record("a", 1, "done"), record("b", 2, "running")]);
  const outline = (await api.call(token, "runs.outline", "query", { id })).body as {
    cursor: string;
    steps: readonly unknown[];
    graph: { nodes: readonly { id: string }[] };
  };
  expect(outline.steps).toHaveLength(2);
  expect(outline.graph.nodes.map((node) => node.id)).toEqual(["hand", "note"]);
  const following = hear(api, { id, lastEventId: outline.cursor }, 1);
  await sleep(200);
  await write(id, [record("b", 3, "done")]);
  expect((await following).heard).toMatchObject([
    { steps: [{ step: "b", seq: 3, state: "done" }], counts: { done: 2 } },
  ]);
});

test("thousands of records in a second are a handful of events", async () => {
  const id = await start();
  const following = hear(api, { id }, Infinity);
  const steps = Array.from({ length: 3_000 }, (_, at) => record(`s${at}`, at + 1, "done"));
  for (let at = 0; at < steps.length; at += 30) await write(id, steps.slice(at, at + 30));
  const took = Date.now();
  await finish(id, steps, steps.length + 1);
  const { heard, ended } = await following;
  expect(ended).toBe(true);
  expect(heard.flatMap((event) => event.steps)).toHaveLength(steps.length);
  // Four a second, and three more for what does not fit into one.
  expect(heard.length).toBeLessThan(4 * ((Date.now() - took) / 1_000 + 8) + 3);
});

test("the list hears of its own runs and of no others'", async () => {
  const elsewhere = await createWorkspace(api.connection.db, "Elsewhere");
  const stranger = await api.token(elsewhere, "viewer");
  const listen = async (by: string) => {
    const runs: string[] = [];
    let missed = 0;
    for await (const { event, data } of subscribe(api, { token: by, path: "runs.listLive", input: {} })) {
      if (event === "ping") continue;
      if (event !== null) continue;
      const news = data as { runs: { id: string }[]; missed: boolean };
      if (news.missed) missed += 1;
      runs.push(...news.runs.map((run) => run.id));
      if (runs.length > 0) break;
    }
    return { runs, missed };
  };
  const mine = listen(token);
  const theirs = listen(stranger);
  await sleep(300);
  const id = await start();
  expect(await mine).toEqual({ runs: [id], missed: 1 });
  const other = await Promise.race([theirs, sleep(2_500, "silence")]);
  expect(other).toBe("silence");
  await api.call(await api.token(elsewhere, "author"), "playbooks.save", "mutation", {
    name: "Theirs",
    graph: manualGraph(),
    publish: true,
    enable: true,
  });
  const analyst = await api.token(elsewhere, "analyst");
  await api.call(analyst, "runs.start", "mutation", { playbook: "Theirs" });
  expect((await theirs).runs).not.toContain(id);
});

test("what the list hears of a run is what it reads of it, with what the run waits for", async () => {
  const id = await start();
  const hearing = (async () => {
    for await (const { event, data } of subscribe(api, { token, path: "runs.listLive", input: {} })) {
      if (event !== null) continue;
      const { runs } = data as { runs: readonly { readonly id: string }[] };
      const heard = runs.find((run) => run.id === id);
      if (heard !== undefined) return heard;
    }
    return null;
  })();
  await sleep(300);
  await write(id, [record("note", 1, "undecided")]);
  const { sql } = api.connection;
  await sql`update runs set state = 'waiting' where id = ${id}`;
  await sql`select pg_notify('runs', ${id})`;
  const heard = await hearing;
  const { body } = await api.call(token, "runs.list", "query", {});
  expect(heard).toEqual((body as { runs: readonly unknown[] }).runs[0]);
  expect(heard).toMatchObject({ state: "waiting", happening: [{ state: "undecided" }] });
});
