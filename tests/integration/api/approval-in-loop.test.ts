import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, insertApproval } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns([]) });
});
afterAll(() => api[Symbol.asyncDispose]());

const graph = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} },
    { id: "each", kind: "for_each", name: "each", over: "{{ trigger.hosts }}", collect: "{{ item }}" },
    { id: "ask", parent: "each", kind: "approval", name: "ask", approvers: ["role:analyst"] },
    {
      id: "say",
      parent: "each",
      kind: "action",
      name: "say",
      action: "riposte.comment_alert",
      arguments: {
        uuid: "{{ trigger.alert }}",
        content: "{{ loop.index }}/{{ loop.length }}: {{ item.name }}",
      },
    },
  ],
  edges: [
    { from: "hand", to: "each" },
    { from: "each", port: "each", to: "ask" },
    { from: "ask", port: "approved", to: "say" },
  ],
};

test("the list of runs tells each iteration that waits once, and which it is", async () => {
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  const admin = await api.token(workspaceId, "admin", "root");
  const save = { name: "P", graph, publish: true, enable: true };
  expect((await api.call(admin, "playbooks.save", "mutation", save)).status).toBe(200);
  const event = '{"alert":"AL-1","hosts":[]}';
  const started = await api.call(admin, "runs.start", "mutation", { playbook: "P", event });
  const { run } = started.body as { run: string };
  await api.connection.sql`update runs set state = 'waiting' where id = ${run}`;
  for (const scope of ["each[0]", "each[1]"]) {
    await api.connection.sql`
      insert into step_runs (run_id, step, scope, seq, state, attempt, started_at)
      values (${run}, 'ask', ${scope}, 1, 'approval', 1, now())`;
    const request = { approvers: ["role:admin"], message: "", expiresAt: null, call: null, stepLabel: "Ask" };
    const place = { workspaceId, runId: run, step: "ask", scope, attempt: 1 };
    await insertApproval(api.connection.db, { ...place, request });
  }
  const { body } = await api.call(admin, "runs.list", "query");
  const { runs } = body as { runs: { happening: { step: string }[] }[] };
  expect(runs[0]?.happening.map(({ step }) => step)).toEqual(["Ask (each 1)", "Ask (each 2)"]);
});

test("what the iteration goes over is known to who is asked in it", async () => {
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  const admin = await api.token(workspaceId, "admin", "root");
  const saved = await api.call(admin, "playbooks.save", "mutation", {
    name: "P",
    graph,
    publish: true,
    enable: true,
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const hosts = '[{"name":"web-1"},{"name":"{{ web-2 }}"}]';
  const event = `{"alert":"AL-1","hosts":${hosts}}`;
  const started = await api.call(admin, "runs.start", "mutation", { playbook: "P", event });
  const { run } = started.body as { run: string };
  const input = JSON.stringify({ kind: "inline", json: hosts });
  await api.connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, input)
    values (${run}, 'each', '', 1, 'running', 1, now(), ${input})`;
  const id = await insertApproval(api.connection.db, {
    workspaceId,
    runId: run,
    step: "ask",
    scope: "each[1]",
    attempt: 1,
    request: { approvers: ["role:analyst"], message: "", expiresAt: null, call: null, stepLabel: "Ask" },
  });
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  expect(body).toMatchObject({
    following: {
      approved: [
        {
          arguments: [
            { name: "uuid", parts: [{ kind: "known", text: "AL-1" }] },
            { name: "content", parts: [{ kind: "known", text: "2/2: {{ web-2 }}" }], open: [] },
          ],
        },
      ],
    },
  });
});
