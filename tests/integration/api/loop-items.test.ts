import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { subscribe } from "./event-stream.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns([]) });
});
afterAll(() => api[Symbol.asyncDispose]());

const graph = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} },
    { id: "each", kind: "for_each", name: "each", over: "{{ trigger.hosts }}" },
    { id: "look", parent: "each", kind: "wait", name: "look", seconds: 5 },
  ],
  edges: [
    { from: "hand", to: "each" },
    { from: "each", port: "each", to: "look" },
  ],
};

async function startedRun() {
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  const admin = await api.token(workspaceId, "admin", "root");
  const wanted = { name: "P", graph, publish: true, enable: true };
  const saved = await api.call(admin, "playbooks.save", "mutation", wanted);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  // Large enough to lie in the blob store.
  const hosts = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`host-${at}`, "x".repeat(40)]));
  const event = JSON.stringify({ ...hosts });
  const started = await api.call(admin, "runs.start", "mutation", { playbook: "P", event });
  return { admin, run: (started.body as { run: string }).run };
}

async function begin(run: string, scope: string, input: string | null): Promise<void> {
  await api.connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, input)
    values (${run}, 'each', ${scope}, ${scope.length + 1}, 'running', 1, now(), ${input})`;
}

test("a run's outline and its news say how many items a for-each goes over, wherever these lie", async () => {
  const { admin, run } = await startedRun();
  const [event] = await api.connection.sql<{ event: string }[]>`select event from inbox where id = ${run}`;
  expect(event?.event).toContain('"blob"');
  await begin(run, "", event?.event ?? null);
  await begin(run, "outer[0]", JSON.stringify({ kind: "inline", json: '["a","b","\\u0000"]' }));
  await begin(run, "outer[10]", null);
  await api.connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt, input)
    values (${run}, 'look', 'each[0]', 40, 'waiting', 1, ${JSON.stringify({ kind: "inline", json: "[1]" })})`;

  const told = [
    { step: "each", scope: "", items: 2_000 },
    { step: "each", scope: "outer[0]", items: 3 },
    { step: "each", scope: "outer[10]", items: null },
    { step: "look", scope: "each[0]", items: null },
  ];
  const { body } = await api.call(admin, "runs.outline", "query", { id: run });
  expect(body).toMatchObject({ steps: told, cut: null });
  for await (const { id, data } of subscribe(api, { token: admin, path: "runs.live", input: { id: run } })) {
    if (id === null) continue;
    expect(data).toMatchObject({ steps: told });
    break;
  }
});

test("of a run of very many steps those outside of its loops are told, and those that failed", async () => {
  const { admin, run } = await startedRun();
  await api.connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt)
    select ${run}, 'look', 'each[' || at || ']', at + 2, case when at = 20900 then 'failed' else 'done' end, 1
    from generate_series(0, 20999) at`;
  await api.connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt) values (${run}, 'each', '', 21002, 'done', 1)`;
  const { body } = await api.call(admin, "runs.outline", "query", { id: run });
  const { steps, counts, cut } = body as {
    steps: { step: string; scope: string; state: string }[];
    counts: object;
    cut: object | null;
  };
  expect(cut).toEqual({ first: 20_000, rest: 2_000 });
  expect(counts).toEqual({ done: 21_000, failed: 1 });
  expect(steps).toHaveLength(20_002);
  expect(steps.slice(-2)).toMatchObject([
    { step: "each", scope: "", state: "done" },
    { step: "look", scope: "each[20900]", state: "failed" },
  ]);
});
