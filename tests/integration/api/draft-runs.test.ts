import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import type { Operation } from "@riposte/draft";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let author: string;
let playbook: string;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  author = await api.token(workspaceId, "author", "alice");
  const input = { name: "P", graph: manualGraph(), publish: true, enable: false };
  playbook = ((await api.call(author, "playbooks.save", "mutation", input)).body as { id: string }).id;
});
afterAll(() => api[Symbol.asyncDispose]());

const call = (path: string, input: object) => api.call(author, path, "mutation", input);
const ask = async (path: string, input: object) => (await api.call(author, path, "query", input)).body;
const tryDraft = (input: object = {}) => call("playbooks.test", { playbook, ...input });
const edit = (base: number, ...operations: Operation[]) =>
  call("playbooks.edit", { playbook, base, batches: [{ id: `a-batch-${base}`, label: "", operations }] });

test("a draft runs as a test, also when the playbook is off; what is published stays", async () => {
  await edit(1, { op: "set", node: "note", field: ["label"], value: "Only in the draft" });
  const before = await ask("playbooks.get", { name: playbook });
  const tested = await tryDraft({ revision: 2, simulate: true });
  expect(tested).toMatchObject({ status: 200, body: { revision: 2, diagnostics: [] } });
  expect(await ask("playbooks.get", { name: playbook })).toEqual(before);

  const { run } = tested.body as { run: string };
  expect(await ask("runs.list", {})).toMatchObject({
    runs: [{ id: run, version: 0, isTest: true, state: "queued" }],
  });
  const { planHash, simulate } = (await ask("runs.get", { id: run })) as {
    planHash: string;
    simulate: boolean;
  };
  expect(simulate).toBe(true);
  const { sql } = api.connection;
  const [plan] = await sql<{ body: string }[]>`select body from plans where hash = ${planHash}`;
  expect(plan?.body).toContain("Only in the draft");
  expect(await sql`select revision from draft_tests where run_id = ${run}`).toMatchObject([{ revision: 2 }]);
  expect(
    await sql`select id from inbox where id = ${run} and started_at is null and held_reason is null`,
  ).toHaveLength(1);
});

test("an event goes in as it is written, and again from a past run, large or small", async () => {
  for (const event of ['{"id":9007199254740993,"x":1.0}', JSON.stringify({ big: "x".repeat(100_000) })]) {
    const first = (await tryDraft({ event })).body as { run: string };
    const again = (await tryDraft({ eventOf: first.run })).body as { run: string };
    expect(await ask("runs.get", { id: again.run })).toMatchObject({ event: { json: event } });
  }
  expect(await tryDraft({ event: "{" })).toMatchObject({ status: 400, body: { data: { field: "event" } } });
  expect(await tryDraft({ eventOf: "run_nowhere" })).toMatchObject({
    status: 404,
    body: { data: { field: "eventOf" } },
  });
});

test("an event of another workspace's run is not to be had", async () => {
  const { run } = (await tryDraft()).body as { run: string };
  const elsewhere = await api.token(await createWorkspace(api.connection.db, "Elsewhere"), "admin");
  const made = await api.call(elsewhere, "playbooks.create", "mutation", { name: "Q", graph: manualGraph() });
  const { id } = made.body as { id: string };
  const stolen = await api.call(elsewhere, "playbooks.test", "mutation", { playbook: id, eventOf: run });
  expect(stolen.status).toBe(404);
});

test("a draft that is not finished, or not the one that was seen, does not run", async () => {
  await edit(1, { op: "add_node", node: { id: "a", kind: "action", name: "a", action: "", arguments: {} } });
  expect(await tryDraft({ revision: 1 })).toMatchObject({
    status: 409,
    body: { data: { field: "revision" } },
  });
  expect(await tryDraft()).toMatchObject({
    status: 400,
    body: {
      message: expect.stringContaining("P was not tested"),
      data: {
        diagnostics: expect.arrayContaining([
          expect.objectContaining({ node: "a", message: "Choose an action." }),
        ]),
      },
    },
  });
  expect(await ask("runs.list", {})).toMatchObject({ runs: [] });
});
