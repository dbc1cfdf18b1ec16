import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let author: string;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  author = await api.token(await createWorkspace(api.connection.db, "SOC"), "author");
});
afterAll(() => api[Symbol.asyncDispose]());

const change = (path: string, input: object) => api.call(author, path, "mutation", input);

async function overview(input: object) {
  const { body } = await api.call(author, "playbooks.overview", "query", input);
  return body as { total: number; items: { id: string; name: string; [field: string]: unknown }[] };
}

test("what is drawn, what runs and what has been going on, by playbook", async () => {
  const graph = manualGraph();
  await change("playbooks.save", { name: "Busy", graph, publish: true, enable: true });
  const start = async () =>
    ((await change("runs.start", { playbook: "Busy", event: "{}" })).body as { run: string }).run;
  const old = await start();
  const failed = await start();
  const last = await start();
  const { sql } = api.connection;
  await sql`update runs set created_at = now() - interval '25 hours' where id = ${old}`;
  await sql`update runs set state = 'failed', created_at = now() - interval '1 minute' where id = ${failed}`;
  const renamed = graph.nodes.map((node, index) => (index === 0 ? { ...node, label: "Begin" } : node));
  await change("playbooks.save", { name: "Busy", graph: { ...graph, nodes: renamed } });

  expect((await overview({ text: "bus" })).items).toMatchObject([
    {
      name: "Busy",
      enabled: true,
      trigger: "manual",
      publishedVersion: 1,
      changes: 1,
      lastRun: { id: last, state: "queued" },
      runs: 2,
      failures: 1,
    },
  ]);
});

test("a run that goes on is told by what its steps do", async () => {
  const graph = manualGraph();
  await change("playbooks.save", { name: "Asking", graph, publish: true, enable: true });
  const { run } = (await change("runs.start", { playbook: "Asking", event: "{}" })).body as { run: string };
  const { sql } = api.connection;
  const listed = async () => (await overview({ text: "asking" })).items[0]?.["lastRun"];
  expect(await listed()).toMatchObject({ id: run, state: "queued", happening: [] });
  await sql`update runs set state = 'running' where id = ${run}`;
  await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at)
    values (${run}, 'ask', '', 1, 'approval', 1, now()), (${run}, 'before', '', 2, 'done', 1, now())`;
  expect(await listed()).toMatchObject({ id: run, state: "running", happening: [{ state: "approval" }] });
});

test("a new playbook takes no name that is there, and begins with what it is given", async () => {
  const made = await change("playbooks.create", { name: " Copy ", graph: manualGraph() });
  expect(made).toMatchObject({ status: 200, body: { name: "Copy" } });
  expect(await change("playbooks.create", { name: "Copy" })).toMatchObject({
    status: 409,
    body: { data: { field: "name" } },
  });
  const nul = {
    schema: 1,
    nodes: [{ id: "t", kind: "trigger", name: "t", trigger: "\0", note: "\ud800 \\u0000" }],
    edges: [],
  };
  await change("playbooks.create", { name: "Odd", graph: nul });
  const { items, total } = await overview({ enabled: false });
  expect(total).toBe(2);
  expect(items).toMatchObject([
    { name: "Copy", publishedVersion: null, trigger: "manual", lastRun: null, runs: 0 },
    { name: "Odd", publishedVersion: null, trigger: "\0" },
  ]);
  // Reading who calls what is not put off by it either.
  const uses = await api.call(author, "actions.uses", "query");
  expect(uses).toMatchObject({ status: 200 });
  expect((await overview({ limit: 1, offset: 1 })).items).toHaveLength(1);
});

test("a script that was saved since the publish is a change: listed, drawn, published, applied alike", async () => {
  const script = (source: string) =>
    change("actions.save", {
      name: "judge_address",
      source,
      entry: "main",
      effect: "read",
      idempotent: true,
      arguments: { type: "object" },
      result: null,
      connector: null,
      connectorRequired: false,
      timeoutSeconds: 60,
      memoryMb: 256,
    });
  expect(await script("def main(arguments):\n    return 1\n")).toMatchObject({ status: 200 });
  const [trigger] = manualGraph().nodes;
  const step = { id: "j", kind: "action", name: "judge", action: "script.judge_address", arguments: {} };
  const edge = { from: trigger?.id ?? "", port: "default", to: "j" };
  const graph = { schema: 1, nodes: [trigger, step], edges: [edge] };
  const saved = { name: "Judged", graph, publish: true };
  expect(await change("playbooks.save", saved)).toMatchObject({ body: { publishedVersion: 1 } });
  const list = async () => (await overview({ text: "judged" })).items[0];
  const draft = async () =>
    (await api.call(author, "playbooks.draft", "query", { playbook: "Judged" })).body as object;
  expect(await list()).toMatchObject({ changes: 0, scripts: [] });

  await script("def main(arguments):\n    return 2\n");
  await script("def main(arguments):\n    return 3\n");
  const scripts = [{ script: "judge_address", runs: 1, newest: 3 }];
  expect(await list()).toMatchObject({ changes: 1, scripts });
  const publishedScripts = [{ action: "script.judge_address", version: 1 }];
  expect(await draft()).toMatchObject({ changes: 1, publishedScripts });
  expect(await change("playbooks.publish", { name: "Judged" })).toMatchObject({
    body: { version: 2, newVersion: true, scripts: [{ action: "script.judge_address", version: 3 }] },
  });
  expect(await list()).toMatchObject({ changes: 0, scripts: [] });

  await script("def main(arguments):\n    return 4\n");
  expect(
    await change("playbooks.save", {
      ...saved,
      graph: { ...graph, nodes: [trigger], edges: [] },
      publish: false,
    }),
  ).toMatchObject({ status: 200 });
  expect(await list()).toMatchObject({ changes: 2, scripts: [] });
  expect(await change("playbooks.save", saved)).toMatchObject({
    body: { publishedVersion: 3, newVersion: true },
  });
  expect(await list()).toMatchObject({ changes: 0, scripts: [] });
});
