import type { Answer, TestApi } from "@riposte/api/testing";
import { acceptLinked, createWorkspace, derivedRunId } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let author: string;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  author = await api.token(workspaceId, "author", "alice");
});
afterAll(() => api[Symbol.asyncDispose]());

const INPUTS = {
  type: "object",
  properties: { host: { type: "string" } },
  required: ["host"],
  additionalProperties: false,
};

function graph(trigger: object, step: object) {
  return {
    nodes: [
      { id: "t", kind: "trigger", name: "t", ...trigger },
      { id: "s", name: "s", ...step },
    ],
    edges: [{ from: "t", to: "s" }],
  };
}

const CALLED = { trigger: "call", config: { inputs: INPUTS } };
const calls = (playbook: string, more: object = {}) => ({
  kind: "sub_playbook",
  playbook,
  arguments: { host: "h1" },
  ...more,
});

async function publish(name: string, drawn: object): Promise<Answer> {
  const input = { name, graph: drawn, publish: true, enable: true };
  return api.call(author, "playbooks.save", "mutation", input);
}

async function idOf(name: string): Promise<string> {
  const { body } = await api.call(author, "playbooks.get", "query", { name });
  return (body as { id: string }).id;
}

test("the catalogue lists what can be called, with what it takes and gives, and what cannot", async () => {
  await publish("Look", graph(CALLED, { kind: "return", outputs: { score: 7 } }));
  await publish("By hand", graph({ trigger: "manual" }, { kind: "join" }));
  await api.call(author, "playbooks.save", "mutation", {
    name: "Draft",
    graph: graph(CALLED, { kind: "join" }),
  });
  const { body } = await api.call(author, "catalogue.get", "query", undefined);
  const { playbooks } = body as { playbooks: readonly object[] };
  expect(playbooks).toMatchObject([
    { name: "By hand", state: "other", inputs: null },
    { name: "Draft", state: "unpublished", inputs: null },
    {
      name: "Look",
      state: "callable",
      inputs: INPUTS,
      gives: { properties: { score: { type: "integer" } }, required: ["score"] },
    },
  ]);
});

test("a publish that would close a circle of calls is refused, and names it", async () => {
  await publish("A", graph(CALLED, { kind: "join" }));
  await publish("B", graph(CALLED, calls("A")));
  const refused = await publish("A", graph(CALLED, calls("B")));
  expect(refused.status).toBe(400);
  expect((refused.body as { message: string }).message).toContain('"B" calls this playbook');
  expect((await publish("A", graph(CALLED, calls("B", { maxDepth: 2 })))).status).toBe(200);
});

test("an export names playbooks, whatever the draft knows them by", async () => {
  await publish("Look", graph(CALLED, { kind: "join" }));
  const trigger = { trigger: "manual", onError: await idOf("Look") };
  const drawn = graph(trigger, calls(await idOf("Look")));
  await api.call(author, "playbooks.save", "mutation", { name: "Caller", graph: drawn });
  const { body } = await api.call(author, "playbooks.export", "query", { name: "Caller" });
  const { nodes } = (body as { graph: { nodes: readonly object[] } }).graph;
  expect(nodes).toMatchObject([{ onError: "Look" }, { playbook: "Look" }]);
});

test("runs tell who started them and whom they started, and no other workspace hears of it", async () => {
  await publish("Look", graph(CALLED, { kind: "join" }));
  await publish("Caller", graph({ trigger: "manual" }, calls("Look")));
  const { body } = await api.call(author, "runs.start", "mutation", { playbook: "Caller" });
  const { run: parentId } = body as { run: string };
  const runId = derivedRunId(parentId, "s", "", 1);
  const link = { kind: "child", parentId, step: "s", scope: "", attempt: 1, depth: 1 } as const;
  const acceptance = {
    runId,
    workspaceId,
    playbookId: await idOf("Look"),
    version: 1,
    event: { kind: "inline", json: "{}" },
    bodyHash: "",
    simulate: false,
    link,
  } as const;
  expect(await acceptLinked(api.connection.sql, acceptance)).toBe(true);
  expect(await acceptLinked(api.connection.sql, acceptance), "once").toBe(true);
  const fresh = { ...acceptance, runId: derivedRunId(parentId, "s", "", 2), version: 2 };
  expect(await acceptLinked(api.connection.sql, fresh), "it moved").toBe(false);

  const related = async (token: string, id: string) => api.call(token, "runs.related", "query", { id });
  expect((await related(author, parentId)).body).toMatchObject({
    parent: null,
    children: [{ id: runId, kind: "child", state: "queued", playbook: { name: "Look" }, step: "s" }],
    count: 1,
  });
  expect((await related(author, runId)).body).toMatchObject({ parent: { id: parentId }, children: [] });
  const list = await api.call(author, "runs.list", "query", {});
  const { runs } = list.body as { runs: readonly { id: string; startedByRun: object | null }[] };
  expect(runs.find(({ id }) => id === runId)?.startedByRun).toEqual({
    run: parentId,
    kind: "child",
    playbook: "Caller",
  });
  const stranger = await api.token(await createWorkspace(api.connection.db, "Other"), "admin");
  expect((await related(stranger, parentId)).status).toBe(404);
});

test("who waits for a run is told when only a person can go on, also in an iteration of one that it called", async () => {
  const ask = { kind: "approval", name: "ask", approvers: ["role:analyst"] };
  const each = {
    id: "s",
    kind: "for_each",
    name: "each",
    over: "{{ trigger.hosts }}",
    collect: "{{ item }}",
  };
  const looping = graph({ trigger: "call", config: { inputs: { type: "object" } } }, {});
  await publish("Ask", {
    nodes: [...looping.nodes.slice(0, 1), each, { id: "a", parent: "s", ...ask }],
    edges: [...looping.edges, { from: "s", port: "each", to: "a" }],
  });
  await publish("Caller", graph({ trigger: "manual" }, { ...calls("Ask"), arguments: { hosts: [1] } }));
  const order = { playbook: "Caller", event: "{}" };
  const { run } = (await api.call(author, "runs.start", "mutation", order)).body as { run: string };
  const { sql } = api.connection;
  await sql`update runs set state = 'running' where id = ${run}`;
  await record(run, "s", "", "running");
  const still = async () => {
    const { body } = await api.call(author, "runs.watch", "query", { id: run });
    return (body as { still: object | null }).still;
  };
  expect(await still(), "the call is on its way").toBeNull();

  const runId = derivedRunId(run, "s", "", 1);
  const link = { kind: "child" as const, parentId: run, step: "s", scope: "", attempt: 1, depth: 1 };
  const acceptance = { runId, workspaceId, playbookId: await idOf("Ask"), version: 1, link };
  await acceptLinked(sql, {
    ...acceptance,
    event: { kind: "inline", json: "{}" },
    bodyHash: "x",
    simulate: false,
  });
  await sql`update runs set state = 'waiting' where id = ${runId}`;
  await record(runId, "s", "", "running");
  await record(runId, "a", "each[0]", "approval");
  expect(await still()).toEqual({
    asked: [{ run: runId, name: "ask", label: "ask", scope: "each[0]", state: "approval" }],
    paused: [],
  });
  const decided = await api.call(author, "approvals.decide", "mutation", { run, decision: "approve" });
  expect((decided.body as { message: string }).message).toBe(
    `Run ${run} waits for no approval. What waits in runs that it called: step ask at each[0] of ${runId}.`,
  );
  await record(runId, "a", "each[1]", "waiting");
  expect(await still(), "another iteration goes on").toBeNull();
});

async function record(run: string, step: string, scope: string, state: string): Promise<void> {
  await api.connection.sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at)
    values (${run}, ${step}, ${scope}, 1, ${state}, 1, now())`;
}
