import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { approvalGraph as graph } from "./approval-graph.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let admin: string;
beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  workspaceId = await createWorkspace(api.connection.db, "Test");
  admin = await api.token(workspaceId, "admin", "root");
  const playbook = { name: "P", graph, publish: true, enable: true };
  await api.call(admin, "playbooks.save", "mutation", playbook);
});
afterAll(() => api[Symbol.asyncDispose]());

async function start(): Promise<string> {
  const event = '{"alert_id":"AL-1","n":5}';
  const { body } = await api.call(admin, "runs.start", "mutation", { playbook: "P", event });
  return (body as { run: string }).run;
}

test("an unknown outcome outlives its run, however that ends, until somebody says what they found", async () => {
  const failure = JSON.stringify({ code: "unknown_outcome", message: "Lost.", retryable: false });
  const analyst = await api.token(workspaceId, "analyst", "ada");
  const left = [];
  for (const state of ["cancelled", "failed", "lost"] as const) {
    const run = await start();
    await api.connection.sql`update runs set state = ${state} where id = ${run}`;
    await api.connection
      .sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, failure)
      values (${run}, 'say', '', 2, 'unknown', 1, now(), ${failure})`;
    left.push(run);
  }
  const open = async () => {
    const { body } = await api.call(analyst, "approvals.waiting", "query", { mine: true });
    return (body as { outcomes: { run: string }[] }).outcomes.map(({ run }) => run);
  };
  const marks = async () => {
    const { body } = await api.call(analyst, "runs.list", "query", {});
    return Object.fromEntries(
      (body as { runs: { id: string; unknownOutcomes: number }[] }).runs.map((run) => [
        run.id,
        run.unknownOutcomes,
      ]),
    );
  };
  const [cancelled = "", failed = "", lost = ""] = left;
  expect(await open()).toEqual(left);
  expect(await marks()).toEqual({ [cancelled]: 1, [failed]: 1, [lost]: 1 });

  const resolve = (id: string, outcome: string) =>
    api.call(analyst, "runs.resolve", "mutation", {
      id,
      step: "say",
      outcome,
      reason: "seen in the mail log",
    });
  expect(await resolve(cancelled, "rerun")).toMatchObject({
    status: 409,
    body: { message: expect.stringMatching(/is over \(cancelled\).*`riposte run NAME --event FILE`/) },
  });
  expect(await resolve(cancelled, "done")).toMatchObject({ status: 200, body: { isRunOver: true } });
  expect(await resolve(cancelled, "failed")).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("Nobody is asked any more") },
  });
  expect(await open()).toEqual([failed, lost]);
  expect((await marks())[cancelled]).toBe(0);
  const { body } = await api.call(analyst, "runs.step", "query", { id: cancelled, step: "say" });
  expect(body).toMatchObject({
    isUnresolved: false,
    record: { state: "unknown" },
  });
  const told = async (id: string) => {
    const { body: story } = await api.call(analyst, "runs.get", "query", { id });
    return (story as { steps: object[] }).steps;
  };
  expect(await told(failed)).toMatchObject([{ state: "unknown", isUnresolved: true, resolution: null }]);
  expect(await told(cancelled)).toMatchObject([
    {
      state: "unknown",
      isUnresolved: false,
      resolution: { outcome: "done", by: "token:ada", reason: "seen in the mail log", wasRunOver: true },
    },
  ]);
  const { body: decided } = await api.call(analyst, "runs.decided", "query", {});
  expect(decided).toMatchObject([
    { run: cancelled, outcome: "done", comment: "seen in the mail log", wasRunOver: true },
  ]);
});

test("two unknown outcomes of one step are told apart by what was sent and by their events", async () => {
  const told = [];
  for (const host of ["WS-12", "WS-13"]) {
    const event = JSON.stringify({ alert_id: host });
    const { body } = await api.call(admin, "runs.start", "mutation", { playbook: "P", event });
    const { run } = body as { run: string };
    const input = JSON.stringify({ kind: "inline", json: JSON.stringify({ uuid: host, content: "Hm." }) });
    await api.connection
      .sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, input)
      values (${run}, 'say', '', 2, 'unknown', 1, now(), ${input})`;
    told.push({ run, sent: `uuid ${host}, content Hm.`, ofRun: { eventLine: `alert_id ${host}` } });
  }
  const { body } = await api.call(admin, "approvals.waiting", "query", { mine: true });
  const runs = new Set(told.map(({ run }) => run));
  const { outcomes } = body as { outcomes: { run: string }[] };
  expect(outcomes.filter(({ run }) => runs.has(run))).toMatchObject(told);
});

test("of an iteration that is over it is resolved while its run goes on", async () => {
  await using other = await startOwnApi({
    runs: { ...acceptingRuns(), resolve: async () => "iteration over" },
  });
  const space = await createWorkspace(other.connection.db, "Loops");
  const root = await other.token(space, "admin", "root");
  await other.call(root, "playbooks.save", "mutation", { name: "P", graph, publish: true, enable: true });
  const event = '{"alert_id":"AL-1","n":5}';
  const started = await other.call(root, "runs.start", "mutation", { playbook: "P", event });
  const { run } = started.body as { run: string };
  await other.connection.sql`update runs set state = 'running' where id = ${run}`;
  await other.connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, archived)
    values (${run}, 'say', 'each[3]', 2, 'unknown', 1, now(), true)`;
  const at = { id: run, step: "say", scope: "each[3]" };
  const story = async () => (await other.call(root, "runs.step", "query", at)).body;
  expect(await story()).toMatchObject({ isUnresolved: true, isRunOver: false, isIterationOver: true });

  const resolve = (outcome: string) =>
    other.call(root, "runs.resolve", "mutation", { ...at, outcome, reason: "seen in the mail log" });
  expect(await resolve("rerun")).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("The iteration each[3] is over") },
  });
  expect(await resolve("done")).toMatchObject({
    status: 200,
    body: { isRunOver: false, isIterationOver: true },
  });
  expect(await story()).toMatchObject({ isUnresolved: false, record: { state: "unknown" } });
  expect((await other.call(root, "runs.decided", "query", {})).body).toMatchObject([
    { run, scope: "each[3]", outcome: "done", wasRunOver: false, wasIterationOver: true },
  ]);
  expect((await resolve("failed")).status).toBe(409);
});
