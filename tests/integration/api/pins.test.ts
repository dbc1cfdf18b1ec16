import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

/** What the step gives whose output is pinned. */
const COMMENT = JSON.stringify({
  uuid: "3b1f8a52-5c1e-4c8e-9a55-3a7d2f3c4b5a",
  content: "Seen.",
  author: "Riposte",
  date: 1_793_000_060,
  created_by: "Riposte",
  created_by_type: "application",
  unseen: false,
});

let api: TestApi;
let author: string;
let playbook: string;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  author = await api.token(await createWorkspace(api.connection.db, "Test"), "author", "alice");
  const made = await call("playbooks.create", { name: "P", graph: graph() });
  playbook = (made.body as { id: string }).id;
});
afterAll(() => api[Symbol.asyncDispose]());

const call = (path: string, input: object) => api.call(author, path, "mutation", input);
const ask = async (path: string, input: object) => (await api.call(author, path, "query", input)).body;
const pin = (input: object) => call("playbooks.pin", { playbook, ...input });
const pins = () => ask("playbooks.pins", { playbook });
const draw = (...nodes: object[]) => call("playbooks.save", { name: "P", graph: graph(...nodes) });

function graph(...nodes: object[]) {
  const call = {
    id: "call",
    kind: "action",
    name: "call",
    action: "riposte.comment_alert",
    arguments: { uuid: "AL-1", content: "Seen.", author: "Riposte" },
  };
  const drawn = manualGraph();
  return {
    nodes: [...drawn.nodes, call, ...nodes],
    edges: [...drawn.edges, { from: "note", to: "call" }],
  };
}

test("what is pinned is of the draft, and of no version, no change and no file", async () => {
  await call("playbooks.publish", { name: playbook });
  const before = [
    await ask("playbooks.draft", { playbook }),
    await ask("playbooks.export", { name: playbook }),
  ];
  expect(await pin({ step: "call", output: COMMENT })).toMatchObject({ status: 200 });
  expect(await pins()).toMatchObject([
    { step: "call", port: null, output: { json: COMMENT }, by: "token:alice" },
  ]);
  expect([
    await ask("playbooks.draft", { playbook }),
    await ask("playbooks.export", { name: playbook }),
  ]).toEqual(before);
  expect(await call("playbooks.publish", { name: playbook })).toMatchObject({ body: { newVersion: false } });
  expect(await call("playbooks.unpin", { playbook, step: "call" })).toMatchObject({
    body: { unpinned: true },
  });
  expect(await call("playbooks.unpin", { playbook, step: "call" })).toMatchObject({
    body: { unpinned: false },
  });
  expect(await pins()).toEqual([]);
});

test("what cannot be pinned says why", async () => {
  await draw(
    { id: "each", kind: "for_each", name: "each", over: [1] },
    { id: "in", kind: "stop", name: "in", parent: "each" },
    { id: "ask", kind: "approval", name: "ask", approvers: ["role:author"] },
  );
  const refused = async (input: object, message: string) =>
    expect(await pin(input)).toMatchObject({ body: { message: expect.stringContaining(message) } });
  await refused({ step: "in", output: COMMENT }, "stands in a loop");
  await refused({ step: "note", output: COMMENT }, "beyond the playbook");
  await refused({ step: "call", output: "{" }, "not JSON");
  await refused({ step: "call" }, "Say what the step is to give");
  await refused({ step: "ask", output: COMMENT }, "leaves by approved, rejected, expired");
  await refused({ step: "nowhere", output: COMMENT }, "nowhere");
  expect(await pin({ step: "ask", output: COMMENT, port: "approved" })).toMatchObject({ status: 200 });
});

test("a pin that fits its step no more keeps the draft from being tested, until it is unpinned", async () => {
  await draw({ id: "ask", kind: "approval", name: "ask", label: "May I?", approvers: ["role:author"] });
  await pin({ step: "ask", output: COMMENT, port: "approved" });
  await draw({ id: "ask", kind: "wait_event", name: "ask", label: "May I?", source: "alert_status" });
  const message = expect.stringContaining('"May I?" is pinned, and cannot be as it is drawn now.');
  expect(await call("playbooks.test", { playbook })).toMatchObject({ status: 409, body: { message } });
  await call("playbooks.unpin", { playbook, step: "ask" });
  expect(await call("playbooks.test", { playbook })).toMatchObject({ status: 200 });
});

test("a rerun with the draft says what is pinned, and that it does nothing outside", async () => {
  const { run } = (await call("playbooks.test", { playbook })).body as { run: string };
  expect(await ask("runs.previewRerun", { id: run, on: "draft" })).toMatchObject({
    pinned: [],
    effects: [{ step: "call" }],
  });
  await pin({ step: "call", output: COMMENT });
  expect(await ask("runs.previewRerun", { id: run, on: "draft" })).toMatchObject({
    pinned: [{ step: "call" }],
    first: [{ step: "note" }],
    effects: [],
  });
});

test("a large output that is pinned stays in the blob store, also while only a test refers to it", async () => {
  const { sql } = api.connection;
  const output = JSON.stringify({ ...(JSON.parse(COMMENT) as object), content: "x".repeat(100_000) });
  await pin({ step: "call", output });
  const referred = async () => {
    const [row] = await sql`
      select count(*)::int as count from blob_references r join playbooks p using (workspace_id) where p.id = ${playbook}`;
    return row?.["count"] as number;
  };
  expect(await referred()).toBe(1);
  const tested = (await call("playbooks.test", { playbook })).body as { run: string };
  await call("playbooks.unpin", { playbook, step: "call" });
  expect(await referred()).toBe(1);
  const [row] = await sql`select recorded from draft_tests where run_id = ${tested.run}`;
  expect(JSON.parse(String(row?.["recorded"]))).toMatchObject([{ step: "call", when: "reached" }]);
});

test("a step that is gone and comes back is pinned as it was", async () => {
  await pin({ step: "call", output: COMMENT });
  await call("playbooks.save", { name: "P", graph: manualGraph() });
  expect(await call("playbooks.test", { playbook })).toMatchObject({ status: 200 });
  await draw();
  const { run } = (await call("playbooks.test", { playbook })).body as { run: string };
  const [row] = await api.connection.sql`select recorded from draft_tests where run_id = ${run}`;
  expect(row?.["recorded"]).toContain('"step":"call"');
});

test("nobody pins in a playbook of another workspace, nor takes an output from there", async () => {
  const { run } = (await call("playbooks.test", { playbook })).body as { run: string };
  const elsewhere = await api.token(await createWorkspace(api.connection.db, "Elsewhere"), "admin");
  const made = await api.call(elsewhere, "playbooks.create", "mutation", { name: "Q", graph: manualGraph() });
  const { id } = made.body as { id: string };
  const stolen = { playbook: id, step: "call", ofRun: run };
  expect(await api.call(elsewhere, "playbooks.pin", "mutation", stolen)).toMatchObject({ status: 404 });
  expect(await pin({ step: "call", ofRun: run })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("gave nothing in run") },
  });
});
