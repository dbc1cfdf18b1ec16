import type { Answer, TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import type { Batch, DraftGraph, Operation } from "@riposte/draft";
import { applyOperations } from "@riposte/draft";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { trySubscribe } from "./event-stream.ts";
import { batch, label, note } from "./draft-batches.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let alice: string;
let bob: string;
let root: string;
let playbook: string;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  [alice, bob] = [
    await api.token(workspaceId, "author", "alice"),
    await api.token(workspaceId, "author", "bob"),
  ];
  root = await api.token(workspaceId, "admin", "root");
  const created = await api.call(alice, "playbooks.create", "mutation", { name: "P", graph: manualGraph() });
  playbook = (created.body as { id: string }).id;
});
afterAll(() => api[Symbol.asyncDispose]());

const edit = (token: string, base: number, ...made: Batch[]): Promise<Answer> =>
  api.call(token, "playbooks.edit", "mutation", { playbook, base, batches: made });
const ask = async <T>(token: string, path: string, input: object = {}) =>
  (await api.call(token, path, "query", { playbook, ...input })).body as T;
const draft = () =>
  ask<{ graph: DraftGraph; revision: number; changes: number; mayWrite: boolean }>(alice, "playbooks.draft");

test("an editor opens with the draft, what is published, and what differs", async () => {
  expect(await draft()).toMatchObject({
    revision: 1,
    publishedVersion: null,
    publishedGraph: null,
    changes: 3,
    mayWrite: true,
  });
  await api.call(alice, "playbooks.publish", "mutation", { name: playbook, revision: 1 });
  await edit(alice, 1, batch(label("Write it down"), { op: "move", node: "hand", x: 8, y: 8 }));
  expect(await draft()).toMatchObject({ revision: 2, publishedVersion: 1, changes: 1 });
  const viewer = await api.token(workspaceId, "viewer");
  expect(await ask(viewer, "playbooks.draft")).toMatchObject({ mayWrite: false });
});

test("two people who change different fields of one step both keep their change", async () => {
  expect(await edit(alice, 1, batch(label("Mine")))).toMatchObject({
    status: 200,
    body: { kind: "saved", revision: 2, since: [] },
  });
  expect(await edit(bob, 1, batch(note("Theirs")))).toMatchObject({
    status: 200,
    body: {
      kind: "saved",
      revision: 3,
      since: [{ revision: 2, by: "token:alice", batch: { operations: [label("Mine")] } }],
      saved: [{ revision: 3, by: "token:bob" }],
    },
  });
  expect((await draft()).graph.nodes[1]).toMatchObject({ label: "Mine", note: "Theirs" });
});

test("two who change one field meet: nothing of the second is saved, and both values are told", async () => {
  await edit(alice, 1, batch(label("Mine")));
  const before = await draft();
  const refused = await edit(bob, 1, batch(note("of no conflict")), batch(label("Theirs")));
  expect(refused).toMatchObject({
    status: 200,
    body: {
      kind: "conflict",
      revision: 2,
      graph: before.graph,
      conflicts: [
        {
          node: "note",
          field: "label",
          by: "token:alice",
          mine: { value: "Theirs" },
          theirs: { value: "Mine" },
        },
      ],
    },
  });
  expect(await draft()).toEqual(before);
});

test("a step that somebody removed cannot be changed, but it can be removed again", async () => {
  const remove: Operation[] = [
    { op: "remove_edge", edge: { from: "hand", port: "default", to: "note" } },
    { op: "remove_node", node: "note" },
  ];
  await edit(alice, 1, batch(...remove));
  expect((await edit(bob, 1, batch(label("x")))).body).toMatchObject({
    kind: "conflict",
    conflicts: [{ node: "note", field: "label", by: "token:alice" }],
  });
  expect((await edit(bob, 1, batch(...remove))).body).toMatchObject({
    kind: "saved",
    revision: 3,
    saved: [{ batch: { operations: [] } }],
  });
});

test("the same batch twice counts once, also when others came between and more comes with it", async () => {
  const first = batch(label("Once"));
  await edit(alice, 1, first);
  await edit(bob, 2, batch(note("between")));
  expect((await edit(alice, 1, first)).body).toMatchObject({
    kind: "saved",
    revision: 3,
    since: [{ revision: 3, by: "token:bob" }],
    saved: [{ revision: 2 }],
  });
  const second = batch({ op: "move", node: "note", x: 1, y: 1 });
  expect((await edit(alice, 1, first, second)).body).toMatchObject({
    kind: "saved",
    revision: 4,
    saved: [{ revision: 2 }, { revision: 4 }],
  });
  expect((await draft()).revision).toBe(4);
});

test("twenty at once lose nothing, and all that was done leads from the first draft to the last", async () => {
  const { graph } = await draft();
  const add = (at: number) =>
    batch(
      { op: "add_node", node: { id: `n${at}`, kind: "join", name: `n${at}` } },
      { op: "set", node: "note", field: ["extra", `k${at}`], value: at },
    );
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => edit(at % 2 ? alice : bob, 1, add(at))),
  );
  expect(answers.map(({ body }) => (body as { kind: string }).kind)).toEqual(Array(20).fill("saved"));
  const after = await draft();
  expect(after.revision).toBe(21);
  expect(after.graph.nodes).toHaveLength(22);
  const caughtUp = (await edit(alice, 1, batch(label("last")))).body as {
    since: { batch: Batch }[];
    saved: { batch: Batch }[];
  };
  const all = [...caughtUp.since, ...caughtUp.saved].flatMap(({ batch }) => batch.operations);
  expect(applyOperations(graph, all)).toEqual((await draft()).graph);
});

test("after a reload what I did can be taken back, and what others did is not mine", async () => {
  const mine = batch(label("Mine"), { op: "add_node", node: { id: "j", kind: "join", name: "j" } });
  await edit(alice, 1, mine);
  await edit(bob, 2, batch(note("Theirs")));
  const history = await ask<{ id: string; label: string; inverse: Operation[] }[]>(
    alice,
    "playbooks.history",
  );
  expect(history).toMatchObject([{ id: mine.id, revision: 2, undoes: null }]);
  const undo = { ...batch(...(history[0]?.inverse ?? [])), undoes: mine.id };
  expect((await edit(alice, 3, undo)).body).toMatchObject({ kind: "saved", revision: 4 });
  expect((await draft()).graph).toEqual({
    ...(await draft()).graph,
    nodes: [expect.anything(), expect.objectContaining({ label: "Note it", note: "Theirs" })],
  });
  expect(await ask(alice, "playbooks.history", { limit: 1 })).toMatchObject([
    { id: undo.id, undoes: mine.id },
  ]);
});

test("values come back as they were sent", async () => {
  const value = JSON.parse(
    '{"__proto__": {"a": 1}, "toString": null, "\\u2028": "\\u0000", "n": 1e21, "deep": [[[{}]]]}',
  ) as never;
  await edit(alice, 1, batch({ op: "set", node: "note", field: ["assignments", 0, "value"], value }));
  const { graph } = await draft();
  expect(JSON.stringify(graph.nodes[1]?.["assignments"])).toBe(JSON.stringify([{ name: "seen", value }]));
});

test("what does not fit, is too much or too deep is refused", async () => {
  const deep = JSON.parse(`${"[".repeat(70)}${"]".repeat(70)}`) as never;
  const refused = [
    await edit(alice, 1, batch({ op: "set", node: "nobody", field: ["label"], value: "x" })),
    await edit(alice, 1, batch({ op: "set", node: "note", field: ["id"], value: "x" })),
    await edit(alice, 1, batch({ op: "set", node: "note", field: ["deep"], value: deep })),
    await edit(alice, 1, batch(...Array.from({ length: 5_001 }, () => label("x")))),
    await edit(alice, 1, ...Array.from({ length: 201 }, () => batch(label("x")))),
    await edit(alice, 7, batch(label("x"))),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 409]);
  expect((await draft()).revision).toBe(1);
  const big = "x".repeat(3_600_000);
  expect((await edit(alice, 1, batch(label(big)))).status).toBe(413);
});

test("a viewer changes nothing, and a stranger sees nothing", async () => {
  const viewer = await api.token(workspaceId, "viewer");
  expect((await edit(viewer, 1, batch(label("x")))).status).toBe(403);
  const stranger = await api.token(await createWorkspace(api.connection.db, "Elsewhere"), "admin");
  expect((await edit(stranger, 1, batch(label("x")))).status).toBe(404);
  for (const path of ["draft", "history", "versions"]) {
    expect((await api.call(stranger, `playbooks.${path}`, "query", { playbook })).status).toBe(404);
  }
  const input = { playbook, from: 0 };
  expect((await trySubscribe(api, { token: stranger, path: "playbooks.follow", input })).status).toBe(404);
  expect((await draft()).revision).toBe(1);
});

test("a draft that moved on is not published unseen", async () => {
  await edit(bob, 1, batch(label("unseen")));
  const publish = (revision: number) =>
    api.call(alice, "playbooks.publish", "mutation", { name: playbook, revision });
  expect(await publish(1)).toMatchObject({ status: 409, body: { data: { field: "revision" } } });
  expect(await publish(2)).toMatchObject({ status: 200, body: { version: 1, revision: 2 } });
});

test("it is published and switched on as one change, or neither", async () => {
  const publish = (revision: number) =>
    api.call(alice, "playbooks.publish", "mutation", { name: playbook, revision, enable: true });
  expect((await publish(7)).status).toBe(409);
  expect(await draft()).toMatchObject({ enabled: false, publishedVersion: null });
  expect((await publish(1)).body).toMatchObject({ version: 1, enabled: true });
  expect(await draft()).toMatchObject({ enabled: true, publishedVersion: 1 });
});

test("who draws is in the audit log, once a sitting", async () => {
  const drawn = async () => {
    const log = (await api.call(root, "audit.list", "query")).body as {
      action: string;
      actor: string;
      details: object;
    }[];
    return log
      .filter(({ action }) => action === "playbooks.edit")
      .map(({ actor, details }) => ({ actor, ...details }));
  };
  await edit(alice, 1, batch(label("a")));
  await edit(alice, 2, batch(label("b")));
  await edit(bob, 3, batch(note("c")));
  expect(await drawn()).toEqual([
    { actor: "token:bob", name: "P", fromRevision: 3 },
    { actor: "token:alice", name: "P", fromRevision: 1 },
  ]);
  await api.connection
    .sql`update draft_batches set created_at = created_at - interval '1 hour' where playbook_id = ${playbook}`;
  await edit(alice, 4, batch(label("d")));
  expect((await drawn()).map(({ actor }) => actor)).toEqual(["token:alice", "token:bob", "token:alice"]);
});

test("an unfinished draft is kept, and refused in words when published", async () => {
  const node = { id: "a", kind: "action", name: "", arguments: {} } as const;
  expect((await edit(alice, 1, batch({ op: "add_node", node }))).body).toMatchObject({ kind: "saved" });
  const refused = await api.call(alice, "playbooks.publish", "mutation", { name: playbook });
  expect(refused.status).toBe(400);
  const { data } = refused.body as {
    data: { diagnostics: { node: string; field?: string; message: string }[] };
  };
  expect(data.diagnostics.map(({ node, field, message }) => `${node} ${field}: ${message}`)).toEqual([
    "a name: Give the step a name that templates can write.",
    "a action: Choose an action.",
    expect.stringContaining("it will never run"),
  ]);
});

test("an old version becomes the draft as one change, which can be undone", async () => {
  const original = (await draft()).graph;
  await api.call(alice, "playbooks.publish", "mutation", { name: playbook });
  await edit(
    alice,
    1,
    batch(label("New"), { op: "remove_edge", edge: { from: "hand", port: "default", to: "note" } }),
  );
  const edited = (await draft()).graph;
  expect(await ask(alice, "playbooks.versions")).toMatchObject([
    { version: 1, author: "token:alice", isPublished: true },
  ]);
  expect(await ask(alice, "playbooks.version", { version: 1 })).toMatchObject({
    version: 1,
    graph: original,
  });
  const restore = (input: object) => api.call(alice, "playbooks.restore", "mutation", { playbook, ...input });
  expect((await restore({ version: 1, revision: 1 })).status).toBe(409);
  expect((await restore({ version: 2 })).status).toBe(404);
  expect(await restore({ version: 1, revision: 2 })).toMatchObject({
    status: 200,
    body: { revision: 3, changed: true },
  });
  expect((await draft()).graph).toEqual(original);
  const [restored] = await ask<{ id: string; label: string; inverse: Operation[] }[]>(
    alice,
    "playbooks.history",
  );
  expect(restored?.label).toBe("Restore version 1");
  await edit(alice, 3, batch(...(restored?.inverse ?? [])));
  expect((await draft()).graph).toEqual(edited);
});

test("a file that is applied is one change for those who have the draft open", async () => {
  const graph = manualGraph();
  const changed = { ...graph, nodes: graph.nodes.map((node) => ({ ...node, note: "from a file" })) };
  const save = (input: object) =>
    api.call(alice, "playbooks.save", "mutation", { name: "P", graph: changed, ...input });
  expect((await save({})).body).toMatchObject({ changed: true, draftRevision: 2 });
  expect((await save({})).body).toMatchObject({ changed: false, draftRevision: 2 });
  expect((await save({ description: "new" })).body).toMatchObject({ changed: true, draftRevision: 2 });
  expect((await edit(bob, 1, batch(label("x")))).body).toMatchObject({
    kind: "saved",
    since: [
      {
        revision: 2,
        by: "token:alice",
        batch: {
          operations: [
            { op: "set", node: "hand", field: ["note"] },
            { op: "set", node: "note" },
          ],
        },
      },
    ],
  });
  const twice = { ...graph, nodes: [...graph.nodes, graph.nodes[0]] };
  expect(await save({ graph: twice })).toMatchObject({
    status: 400,
    body: { data: { field: "graph.nodes.2.id" } },
  });
  const dangling = { ...graph, edges: [{ from: "hand", to: "nobody" }] };
  expect(await save({ graph: dangling })).toMatchObject({
    status: 400,
    body: { data: { field: "graph.edges.0.to" } },
  });
});

test("a name belongs to one playbook", async () => {
  await api.call(alice, "playbooks.create", "mutation", { name: "Q" });
  const rename = (input: object) => api.call(alice, "playbooks.rename", "mutation", { playbook, ...input });
  expect(await rename({ name: "Q" })).toMatchObject({ status: 409, body: { data: { field: "name" } } });
  expect(await rename({ name: "  R ", description: "d" })).toMatchObject({
    status: 200,
    body: { name: "R", description: "d" },
  });
  expect((await api.call(alice, "playbooks.get", "query", { name: "R" })).body).toMatchObject({
    id: playbook,
    description: "d",
  });
});

test("what is too long ago to be known is read anew", async () => {
  await edit(alice, 1, batch(label("a")), batch(label("b")));
  await api.connection.sql`delete from draft_batches where playbook_id = ${playbook} and revision = 2`;
  expect(await edit(bob, 1, batch(note("x")))).toMatchObject({
    status: 409,
    body: { data: { field: "base" } },
  });
  const input = { playbook, from: 1 };
  expect(await trySubscribe(api, { token: bob, path: "playbooks.follow", input })).toMatchObject({
    status: 409,
  });
  expect((await edit(bob, 2, batch(note("x")))).body).toMatchObject({ kind: "saved", revision: 4 });
});
