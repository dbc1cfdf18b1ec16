import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, putBlob } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let analyst: string;
let run: string;

const graph = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} },
    {
      id: "get",
      kind: "action",
      name: "get_alert",
      label: "Get alert",
      action: "riposte.get_alert",
      arguments: { uuid: "{{ trigger.alert_id }}" },
    },
    {
      id: "say",
      kind: "action",
      name: "say",
      label: "Comment",
      action: "riposte.comment_alert",
      arguments: { uuid: "{{ steps.get_alert.uuid }}", content: "Seen {{ trigger.gone }}" },
    },
  ],
  edges: [
    { from: "hand", to: "get" },
    { from: "get", to: "say" },
  ],
};

const inline = (json: string) => JSON.stringify({ kind: "inline", json } satisfies Payload);

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  workspaceId = await createWorkspace(api.connection.db, "Test");
  analyst = await api.token(workspaceId, "analyst", "ana");
  const author = await api.token(workspaceId, "author");
  const save = { name: "P", graph, publish: true, enable: true };
  await api.call(author, "playbooks.save", "mutation", save);
  const event = '{"alert_id":"AL-99","big":12345678901234567890}';
  const started = await api.call(analyst, "runs.start", "mutation", { playbook: "P", event });
  ({ run } = started.body as { run: string });
  const failure = JSON.stringify({
    code: "not_found",
    message: "There is no alert AL-99.",
    retryable: false,
    field: "arguments.uuid",
  });
  const { db, sql } = api.connection;
  await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, input, failure)
    values (${run}, 'get', '', 1, 'failed', 1, now(), ${inline('{"uuid":"AL-99"}')}, ${failure})`;
  const json = JSON.stringify("x".repeat(400_000));
  const large = { kind: "blob", ...(await putBlob(db, workspaceId, json)), preview: json.slice(0, 200) };
  const late = JSON.stringify({ kind: "done", output: { kind: "inline", json: '{"id":7}' } });
  await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, output)
    values (${run}, 'say', '', 2, 'unknown', 1, now(), ${JSON.stringify(large)})`;
  await sql`insert into attempts (run_id, step, scope, attempt, state, owner, fence, lease_until, may_take_over, outcome, late_outcome)
    values (${run}, 'say', '', 1, 'unknown', 'w', 1, now(), false, null, ${late})`;
});
afterAll(() => api[Symbol.asyncDispose]());

const ask = async (path: string, input: object) => (await api.call(analyst, path, "query", input)).body;

test("the outline: what ran, who started it, with what, and every step without its values", async () => {
  expect(await ask("runs.outline", { id: run })).toMatchObject({
    run: { id: run, version: 1 },
    startedBy: "token:ana",
    trigger: null,
    isVersion: true,
    published: 1,
    event: { json: '{"alert_id":"AL-99","big":12345678901234567890}' },
    graph: {
      nodes: [{ id: "hand" }, { id: "get", arguments: { uuid: "{{ trigger.alert_id }}" } }, { id: "say" }],
    },
    steps: [
      { step: "get", label: "Get alert", state: "failed", failure: { field: "arguments.uuid" } },
      { step: "say", state: "unknown" },
    ],
    counts: { failed: 1, unknown: 1 },
  });
});

test("a step: what was handed to it, the template that made it, and what that read", async () => {
  expect(await ask("runs.step", { id: run, step: "get" })).toMatchObject({
    record: { input: { json: '{"uuid":"AL-99"}' }, failure: { code: "not_found" } },
    reads: [
      {
        field: "arguments.uuid",
        template: "{{ trigger.alert_id }}",
        path: "trigger.alert_id",
        value: '"AL-99"',
        method: null,
        isKnown: true,
      },
    ],
    effect: "read",
  });
});

test("a step after it: what is not there is told from what is not known; late evidence; a large value by its beginning", async () => {
  expect(await ask("runs.step", { id: run, step: "say" })).toMatchObject({
    record: { output: { json: null, bytes: 400_002 } },
    reads: [
      { path: "steps.get_alert.uuid", value: null, isKnown: false },
      { path: "trigger.gone", value: null, isKnown: true },
    ],
    attempts: [{ attempt: 1, late: { kind: "done", output: { json: '{"id":7}' } } }],
  });
  const whole = (await ask("runs.value", { id: run, part: "output", step: "say" })) as { json: string };
  expect(whole.json).toHaveLength(400_002);
  expect(await ask("runs.value", { id: run, part: "late", step: "say", attempt: 1 })).toEqual({
    json: '{"id":7}',
  });
});

test("a step that was not reached has no record, and a value that is not there is not found", async () => {
  const fresh = await api.call(analyst, "runs.start", "mutation", { playbook: "P" });
  const id = (fresh.body as { run: string }).run;
  expect(await ask("runs.step", { id, step: "get" })).toMatchObject({ record: null, attempts: [] });
  const answer = await api.call(analyst, "runs.value", "query", { id, part: "output", step: "get" });
  expect(answer.status).toBe(404);
});

test("a rerun has the same event, digit by digit, on the version of now; who asked for it is known", async () => {
  const author = await api.token(workspaceId, "author");
  const again = { name: "P", graph: { ...graph, nodes: [...graph.nodes] }, publish: true, message: "2" };
  again.graph.nodes[0] = { ...graph.nodes[0], label: "By hand" } as never;
  await api.call(author, "playbooks.save", "mutation", again);
  const { body } = await api.call(analyst, "runs.rerun", "mutation", { id: run, requestId: "once" });
  const { run: second, version } = body as { run: string; version: number };
  expect(await ask("runs.outline", { id: second })).toMatchObject({
    run: { version },
    startedBy: "token:ana",
    rerunOf: run,
    event: { json: '{"alert_id":"AL-99","big":12345678901234567890}' },
  });
  const twice = await api.call(analyst, "runs.rerun", "mutation", { id: run, requestId: "once" });
  expect(twice.body).toMatchObject({ run: second, duplicate: true });
  expect(await ask("runs.get", { id: second })).toMatchObject({ rerunOf: run });
  expect(await ask("runs.outline", { id: run })).toMatchObject({ rerunOf: null });
});

test("a rerun of the version that one sees is refused where another one is published by now", async () => {
  const answer = await api.call(analyst, "runs.rerun", "mutation", { id: run, version: 1 });
  expect(answer).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("Version 2 of P is published now") },
  });
  expect((await api.call(analyst, "runs.rerun", "mutation", { id: run, version: 2 })).status).toBe(200);
});

test("what became of a step cannot be said without a reason", async () => {
  const resolve = (more: object) =>
    api.call(analyst, "runs.resolve", "mutation", { id: run, step: "say", outcome: "done", ...more });
  expect(await resolve({ reason: "  " })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("how you know") },
  });
  expect((await resolve({ reason: "seen in the alert" })).status).toBe(200);
});
