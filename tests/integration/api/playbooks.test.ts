import type { Answer, TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { manualGraph, webhookGraph } from "./graphs.ts";
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

const save = (input: object): Promise<Answer> =>
  api.call(author, "playbooks.save", "mutation", { name: "P", graph: webhookGraph(), ...input });
const get = async () => (await api.call(author, "playbooks.get", "query", { name: "P" })).body;

test("saving again what is there changes nothing and makes no version", async () => {
  const first = await save({ publish: true, enable: true, message: "first" });
  expect(first.body).toMatchObject({
    created: true,
    changed: true,
    newVersion: true,
    publishedVersion: 1,
    enabled: true,
  });
  const again = await save({ publish: true, enable: true, message: "again" });
  expect(again.body).toMatchObject({
    created: false,
    changed: false,
    newVersion: false,
    publishedVersion: 1,
  });
  expect(await get()).toMatchObject({ versions: [{ version: 1, message: "first", author: "token:alice" }] });
});

test("a graph that does not compile is saved as a draft, and refused with everything that is wrong when published", async () => {
  await save({ publish: true });
  const broken = {
    nodes: [
      ...webhookGraph().nodes,
      { id: "x", kind: "action", name: "x", action: "no.such_action", arguments: {} },
      { id: "y", kind: "action", name: "y", action: "nor.this_one", arguments: {} },
    ],
    edges: [...webhookGraph().edges, { from: "note", to: "x" }, { from: "note", to: "y" }],
  };
  const before = await get();
  const refused = await save({ graph: broken, description: "new", publish: true });
  expect(refused.status).toBe(400);
  const { data } = refused.body as { data: { diagnostics: { code: string; node: string }[] } };
  expect(data.diagnostics.filter(({ code }) => code === "unknown_action").map(({ node }) => node)).toEqual([
    "x",
    "y",
  ]);
  expect(await get()).toEqual(before);

  const draft = await save({ graph: broken });
  expect(draft).toMatchObject({ status: 200, body: { publishedVersion: 1, newVersion: false } });
  expect((draft.body as { diagnostics: unknown[] }).diagnostics).not.toEqual([]);
});

test("a graph of the wrong shape names the place", async () => {
  const wrong = await save({ graph: { nodes: [{ id: "a b", kind: "trigger" }], edges: [] } });
  expect(wrong).toMatchObject({
    status: 400,
    body: { data: { field: expect.stringMatching(/^graph\.nodes\.0/) } },
  });
  const ask = { id: "ask", kind: "approval", name: "ask", label: "Ask", message: "Go on?" };
  const message = 'Step "Ask", approvers: Say who may approve. One person or role at least.';
  expect(await save({ graph: { nodes: [...manualGraph().nodes, ask], edges: [] } })).toMatchObject({
    status: 400,
    body: { message, data: { field: "graph.nodes.2.approvers", diagnostics: [{ node: "ask" }] } },
  });
});

test("a name that turns what stands beside it around is refused", async () => {
  const message = expect.stringContaining("A name holds no hidden codes: this one is Lock‹U+202E›nekcol.");
  const refused = await save({ name: "Lock\u202Enekcol" });
  expect(refused).toMatchObject({ status: 400, body: { message } });
  expect(await save({ name: "Half \ud800" })).toMatchObject({ status: 400 });
  const graph = manualGraph();
  const nodes = graph.nodes.map((node) => ({ ...node, label: "Keep \u202Epeek" }));
  const titled = await save({ graph: { ...graph, nodes } });
  const words = expect.stringContaining("holds hidden codes: Keep ‹U+202E›peek. Take them out.");
  expect(titled).toMatchObject({ status: 400, body: { message: words } });
});

test("a draft saved over somebody else's is a conflict", async () => {
  const { draftRevision } = (await save({})).body as { draftRevision: number };
  expect((await save({ graph: manualGraph(), draftRevision })).status).toBe(200);
  const late = await save({ graph: webhookGraph(), description: "late", draftRevision });
  expect(late).toMatchObject({ status: 409, body: { data: { field: "draftRevision" } } });
});

test("ten saves at once of one new name make one playbook", async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => save({ publish: true, enable: true })));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
  expect(await get()).toMatchObject({ publishedVersion: 1, draftRevision: 1 });
});

test("the binding is swapped by publishing alone; the hook's address and secret stay", async () => {
  await save({ publish: true, enable: true });
  const hookOf = async () => (await api.call(author, "playbooks.hook", "query", { name: "P" })).body;
  const hook = (await hookOf()) as { secret: string };
  await save({ graph: webhookGraph({ auth: { mode: "secret_header" } }) });
  expect(await hookOf()).toEqual(hook);
  await save({ graph: webhookGraph({ auth: { mode: "secret_header" } }), publish: true });
  expect(await hookOf()).toEqual({ ...hook, auth: { mode: "secret_header", header: "x-riposte-secret" } });
  const [row] = await api.connection.sql`select secret from triggers where workspace_id = ${workspaceId}`;
  expect(Buffer.from(row?.["secret"] as Uint8Array).toString("latin1")).not.toContain(hook.secret);
});

test("a removed playbook's name is free, and its runs are still told", async () => {
  await save({ graph: manualGraph(), publish: true, enable: true });
  const { body } = await api.call(author, "runs.start", "mutation", { playbook: "P" });
  await api.call(author, "playbooks.remove", "mutation", { name: "P" });
  expect((await save({})).body).toMatchObject({ created: true });
  const story = await api.call(author, "runs.get", "query", { id: (body as { run: string }).run });
  expect(story).toMatchObject({
    status: 200,
    body: { playbook: { name: expect.stringContaining("removed") } },
  });
});

test("export gives what save takes", async () => {
  await save({ description: "d", publish: true, enable: true });
  const { body } = await api.call(author, "playbooks.export", "query", { name: "P" });
  const { enabled, ...exported } = body as { enabled: boolean };
  expect(enabled).toBe(true);
  expect((await save({ ...exported, publish: true })).body).toMatchObject({ changed: false });
});

test("a deduplication key that is no template does not publish", async () => {
  const config = { auth: { mode: "hmac" }, dedupe: "{{ trigger.body." };
  expect((await save({ graph: webhookGraph(config), publish: true })).status).toBe(400);
});

test("text with the character NUL is refused, not a fault of ours", async () => {
  expect((await save({ description: "a\u0000b" })).status).toBe(400);
});
