import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

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
const set = (step: string, condition?: string) =>
  call("playbooks.setBreakpoint", { playbook, step, ...(condition === undefined ? {} : { condition }) });

function graph(more: readonly object[] = []) {
  const drawn = manualGraph();
  const join = { id: "join", kind: "join", name: "meet" };
  return {
    nodes: [...drawn.nodes, join, ...more],
    edges: [...drawn.edges, { from: "note", to: "join" }],
  };
}

async function breakpointsOfTest(input: object = {}): Promise<unknown> {
  const { body } = await call("playbooks.test", { playbook, ...input });
  const { run } = body as { run: string };
  const [row] = await api.connection.sql`select breakpoints from draft_tests where run_id = ${run}`;
  return row?.["breakpoints"] === null ? null : JSON.parse(String(row?.["breakpoints"]));
}

test("a breakpoint is of the draft, and of no version, no change and no file", async () => {
  await call("playbooks.publish", { name: playbook });
  const before = [
    await ask("playbooks.draft", { playbook }),
    await ask("playbooks.export", { name: playbook }),
  ];
  expect(await set("meet", "  ")).toMatchObject({ status: 200, body: { step: "join" } });
  expect(await ask("playbooks.breakpoints", { playbook })).toMatchObject([
    { step: "join", condition: null, by: "token:alice" },
  ]);
  expect(await set("join", "trigger.x > 2")).toMatchObject({ status: 200 });
  expect(await ask("playbooks.breakpoints", { playbook })).toMatchObject([
    { step: "join", condition: "trigger.x > 2" },
  ]);
  expect([
    await ask("playbooks.draft", { playbook }),
    await ask("playbooks.export", { name: playbook }),
  ]).toEqual(before);
  expect(await call("playbooks.publish", { name: playbook })).toMatchObject({ body: { newVersion: false } });
  const removed = () => call("playbooks.removeBreakpoint", { playbook, step: "join" });
  expect(await removed()).toMatchObject({ body: { removed: true } });
  expect(await removed()).toMatchObject({ body: { removed: false } });
  expect(await ask("playbooks.breakpoints", { playbook })).toEqual([]);
});

test("a test takes those along whose steps it runs, with what their conditions read", async () => {
  expect(await breakpointsOfTest()).toBeNull();
  await set("note");
  await set("join", "trigger.x > 2");
  const note = { step: "note" };
  const expression = "trigger.x > 2";
  const when = { expression, reads: [], readsTrigger: true, readsVars: false, readsLoop: false };
  expect(await breakpointsOfTest()).toEqual([note, { step: "join", when }]);
  expect(await breakpointsOfTest({ reach: { kind: "up_to", step: "note" } })).toEqual([note]);
});

test("what is no step has none, and nobody sets more than fifty", async () => {
  const many = Array.from({ length: 50 }, (_, at) => ({ id: `j${at}`, kind: "join", name: `j${at}` }));
  await call("playbooks.save", { name: "P", graph: graph(many) });
  const trigger = manualGraph().nodes.find(({ kind }) => kind === "trigger");
  expect(await set(trigger?.id ?? "")).toMatchObject({ status: 409, body: { data: { field: "step" } } });
  for (const { id } of many) expect(await set(id)).toMatchObject({ status: 200 });
  expect(await set("join")).toMatchObject({ status: 409 });
  expect(await set("j7", "trigger.x")).toMatchObject({ status: 200 });
  // That of a step which was deleted comes back with it, and does not count meanwhile.
  await call("playbooks.save", { name: "P", graph: graph(many.slice(1)) });
  expect(await set("join")).toMatchObject({ status: 200 });
});

test("a condition that reads what is gone since refuses no test: the step stands there", async () => {
  const keep = { id: "keep", kind: "set", name: "keep", assignments: [{ name: "n", value: 1 }] };
  const drawn = (name: string) => {
    const { nodes, edges } = graph([{ ...keep, name }]);
    return { nodes, edges: [...edges, { from: "join", to: "keep" }, { from: "keep", to: "last" }] };
  };
  const save = (name: string) => {
    const { nodes, edges } = drawn(name);
    return call("playbooks.save", {
      name: "P",
      graph: { nodes: [...nodes, { id: "last", kind: "join", name: "last" }], edges },
    });
  };
  expect(await save("keep")).toMatchObject({ status: 200 });
  expect(await set("last", "steps.keep.n == 1")).toMatchObject({ status: 200 });
  expect(await save("other")).toMatchObject({ status: 200 });
  expect(await set("last", "steps.keep.n == 1")).toMatchObject({ status: 400 });
  expect(await breakpointsOfTest()).toMatchObject([
    { step: "last", when: { expression: "steps.keep.n == 1" } },
  ]);
});

test("what a step that stands is given, or what stands for it, is checked before its run hears of it", async () => {
  const heard: unknown[] = [];
  await using other = await startOwnApi({ runs: acceptingRuns(heard) });
  const token = await other.token(await createWorkspace(other.connection.db, "Test"), "author", "bob");
  const leave = (input: object) =>
    other.call(token, "runs.leaveBreakpoint", "mutation", { id: run, attempt: 1, ...input });
  const fields = { uuid: "AL-1", content: "Seen." };
  const comment = {
    id: "call",
    kind: "action",
    name: "call",
    action: "riposte.comment_alert",
    arguments: fields,
  };
  const drawn = graph([
    comment,
    { id: "if", kind: "condition", name: "if", cases: [{ name: "yes", when: "true" }] },
    { id: "keep", kind: "set", name: "keep", assignments: [{ name: "seen", value: [] }] },
  ]);
  const edges = [...drawn.edges, ...["call", "if", "keep"].map((to) => ({ from: "join", to }))];
  const { body } = await other.call(token, "playbooks.create", "mutation", {
    name: "P",
    graph: { nodes: drawn.nodes, edges },
  });
  const { id } = body as { id: string };
  const tested = await other.call(token, "playbooks.test", "mutation", { playbook: id });
  const { run } = tested.body as { run: string };

  const refused = (field: string, text: string) => ({
    status: 400,
    body: { message: expect.stringContaining(text), data: { field } },
  });
  expect(await leave({ step: "call", data: "{" })).toMatchObject(refused("data", "not JSON"));
  expect(await leave({ step: "call", data: "[]" })).toMatchObject(refused("data", "takes an object"));
  expect(await leave({ step: "call", data: '{"uuid":"AL-1"}' })).toMatchObject(
    refused("data", '"content" is missing'),
  );
  expect(await leave({ step: "join", data: "{}" })).toMatchObject(refused("data", "is given nothing"));
  expect(await leave({ step: "call", output: '{"uuid":7}' })).toMatchObject(refused("output", '"uuid"'));
  expect(await leave({ step: "call", data: "{}", output: "{}" })).toMatchObject(
    refused("output", "not both"),
  );
  expect(await leave({ step: "if", output: "{}" })).toMatchObject(refused("port", "yes, else"));
  expect(await leave({ step: "if", output: '{"case":"yes"}', port: "else" })).toMatchObject(
    refused("output", "leaves by else"),
  );
  expect(await leave({ step: "keep", data: '{"evil":1}' })).toMatchObject(refused("data", '"seen"'));
  expect(heard).toEqual([]);
  expect(await leave({ step: "if", output: "{}", port: "else", way: "step_over" })).toMatchObject({
    status: 200,
  });
  expect(heard).toMatchObject([
    {
      step: "if",
      scope: "",
      attempt: 1,
      way: "step_over",
      instead: { kind: "output", port: "else" },
      by: "token:bob",
    },
  ]);
});
