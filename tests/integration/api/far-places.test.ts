import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import type { DraftGraph } from "@riposte/draft";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { batch } from "./draft-batches.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

// Who places a step where nobody can go makes the playbook impossible to open for everybody.

let api: TestApi;
let admin: string;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  admin = await api.token(await createWorkspace(api.connection.db, "Test"), "admin", "root");
});
afterAll(() => api[Symbol.asyncDispose]());

function placed(x: number, y: number) {
  const [hand, note] = manualGraph().nodes;
  return { ...manualGraph(), nodes: [hand, { ...note, position: { x, y } }] };
}

test("beyond the bounds no step is put: not by a move, a copy, a file", async () => {
  const bound = expect.stringMatching(/1_?000_?000/) as string;
  const created = await api.call(admin, "playbooks.create", "mutation", {
    name: "P",
    graph: placed(1e6, -1e6),
  });
  const { id: playbook } = created.body as { id: string };
  const refused = (path: string, input: object) =>
    expect(api.call(admin, path, "mutation", input)).resolves.toMatchObject({
      status: 400,
      body: { message: bound },
    });
  await refused("playbooks.create", { name: "Q", graph: placed(1e308, 0) });
  await refused("playbooks.save", { name: "P", graph: placed(0, -1e12) });
  await refused("documents.save", { playbooks: [{ name: "P", graph: placed(0, -1e12) }] });
  const move = batch({ op: "move", node: "note", x: 1e12, y: 0 });
  await refused("playbooks.edit", { playbook, base: 1, batches: [move] });
});

test("what stands beyond from former times stands at the border", async () => {
  await api.call(admin, "playbooks.save", "mutation", {
    name: "P",
    graph: placed(0, 0),
    publish: true,
    enable: true,
  });
  const far = JSON.stringify({ schema: 1, ...placed(1e308, -1e12) });
  const { sql } = api.connection;
  await sql`update playbooks set draft = ${far}`;
  await sql`update versions set graph = ${far}`;
  const { body } = await api.call(admin, "playbooks.draft", "query", { playbook: "P" });
  const { graph, publishedGraph } = body as Record<"graph" | "publishedGraph", DraftGraph>;
  expect(graph.nodes[1]?.position).toEqual({ x: 1e6, y: -1e6 });
  expect(publishedGraph.nodes[1]?.position).toEqual({ x: 1e6, y: -1e6 });
  const { body: started } = await api.call(admin, "runs.start", "mutation", { playbook: "P" });
  const { run } = started as { run: string };
  const { body: outline } = await api.call(admin, "runs.outline", "query", { id: run });
  expect((outline as { graph: DraftGraph }).graph.nodes[1]?.position).toEqual({ x: 1e6, y: -1e6 });
});
