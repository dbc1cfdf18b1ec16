import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { seedExamples } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngineApi } from "./support/engine-api.ts";
import type { EngineApi } from "./support/engine-api.ts";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import type { WorkerProcess } from "./support/worker-process.ts";

// Tests of a draft that stand at breakpoints, on a real Temporal.

let engine: Engine;
let api: EngineApi;
let worker: WorkerProcess;
beforeAll(async () => {
  engine = await startEngine();
  await seedExamples(engine.connection.db, WORKSPACE);
  api = await startEngineApi(engine);
  worker = await engine.startWorker();
});
afterAll(async () => {
  await worker.kill();
  await api[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const say = (id: string, content: string, more: object = {}) => ({
  id,
  kind: "action",
  name: id,
  action: "riposte.comment_alert",
  arguments: { uuid: "AL-SIGNIN1", content: `{{ trigger.mark }} ${content}`, author: "Riposte" },
  ...more,
});

const GRAPH = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
    say("first", "first"),
    { id: "each", kind: "for_each", name: "each", over: [1, 2, 3], parallel: 3 },
    say("in", "item {{ item }}", { parent: "each" }),
    say("after", "after"),
    say("last", "last {{ steps.after.content }}"),
  ],
  edges: [
    { from: "hand", to: "first" },
    { from: "first", to: "each" },
    { from: "each", port: "each", to: "in" },
    { from: "each", to: "after" },
    { from: "after", to: "last" },
  ],
};

async function draw(name: string, breakpoints: readonly object[]): Promise<string> {
  const { id } = await api.ask<{ id: string }>("playbooks.create", "mutation", { name, graph: GRAPH });
  for (const one of breakpoints)
    await api.ask("playbooks.setBreakpoint", "mutation", { playbook: id, ...one });
  return id;
}

async function commentsOf(mark: string): Promise<readonly string[]> {
  const rows = await engine.sql`
    select content from alert_comments where content like ${`${mark} %`} order by created_at`;
  return rows.map(({ content }) => String(content).slice(mark.length + 1));
}

/** Of the step that stands there: what it is about to be given. */
async function stands(run: string, step: string, scope = ""): Promise<string> {
  for (const deadline = Date.now() + 30_000; ; await sleep(25)) {
    const [row] = await engine.sql`
      select input from step_runs where run_id = ${run} and step = ${step} and scope = ${scope}
        and state = 'waiting' and note = 'Stands at its breakpoint.'`;
    if (row !== undefined) return (JSON.parse(String(row["input"])) as { json: string } | null)?.json ?? "";
    if (Date.now() > deadline)
      throw new Error(`${step} does not stand: ${JSON.stringify(await engine.runOf(run))}`);
  }
}

const leave = (id: string, step: string, more: object = {}) => ({ id, step, ...more });
const goOn = (id: string, step: string, more: object = {}) =>
  api.ask("runs.leaveBreakpoint", "mutation", leave(id, step, more));

async function start(playbook: string, mark: string): Promise<string> {
  const event = JSON.stringify({ mark });
  return (await api.ask<{ run: string }>("playbooks.test", "mutation", { playbook, event })).run;
}

test("a step stands while its worker is killed, one iteration alone, and is stepped over, changed and stood for", async () => {
  const playbook = await draw("Stops", [{ step: "first" }, { step: "in", condition: "item == 2" }]);
  const mark = randomUUID();
  const run = await start(playbook, mark);
  expect(await stands(run, "first")).toContain(`${mark} first`);
  expect(await engine.until(run, "waiting")).toMatchObject({ steps: { first: { state: "waiting" } } });
  expect(await commentsOf(mark)).toEqual([]);
  await worker.kill();
  worker = await engine.startWorker();
  await goOn(run, "first");
  expect(await api.tryTo("runs.leaveBreakpoint", leave(run, "first"))).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('"first" does not stand at a breakpoint any more.') },
  });

  await stands(run, "in", "each[1]");
  await engine.until(run, "waiting");
  expect((await commentsOf(mark)).toSorted()).toEqual(["first", "item 1", "item 3"]);
  const scope = "each[1]";
  expect(await api.tryTo("runs.leaveBreakpoint", leave(run, "in", { scope, data: "{}" }))).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('"uuid" is missing'), data: { field: "data" } },
  });
  const data = JSON.stringify({ uuid: "AL-SIGNIN1", content: `${mark} changed`, author: "Riposte" });
  await goOn(run, "in", { scope, data, way: "step_over" });

  await stands(run, "after");
  expect(await commentsOf(mark)).toContain("changed");
  expect(await commentsOf(mark)).not.toContain("item 2");
  const [given] = await engine.sql`
    select output from step_runs where run_id = ${run} and step = 'first'`;
  const { json } = JSON.parse(String(given?.["output"])) as { json: string };
  const output = JSON.stringify({ ...(JSON.parse(json) as object), content: "mine" });
  await goOn(run, "after", { output });
  expect(await engine.until(run, "done", "failed")).toMatchObject({
    state: "done",
    steps: { after: { note: "Not carried out: its output was given by token:root at its breakpoint." } },
  });
  expect((await commentsOf(mark)).slice(-1)).toEqual(["last mine"]);
}, 240_000);

test("without further stops it runs to its end; what is published does not stand, and no file has breakpoints", async () => {
  const playbook = await draw("Runs on", [{ step: "first" }, { step: "in" }, { step: "last" }]);
  const mark = randomUUID();
  const run = await start(playbook, mark);
  await stands(run, "first");
  await goOn(run, "first", { way: "run_on" });
  expect(await engine.until(run, "done", "failed")).toMatchObject({ state: "done" });
  expect(JSON.stringify(await api.ask("playbooks.export", "query", { name: playbook }))).not.toContain(
    "breakpoint",
  );
  await api.ask("playbooks.publish", "mutation", { name: playbook, enable: true });
  const published = await api.start("Runs on", { mark: randomUUID() });
  expect(await engine.until(published, "done", "failed")).toMatchObject({ state: "done" });
  const again = await api.ask<{ run: string }>("runs.rerun", "mutation", { id: run, on: "same" });
  expect(await engine.until(again.run, "done", "failed"), "a rerun stands nowhere").toMatchObject({
    state: "done",
  });
}, 240_000);

test("a condition is held against what the step sees when it is set; one that has lost that since stands, and says why", async () => {
  const playbook = await draw("Checked", []);
  const set = (condition: string) =>
    api.tryTo("playbooks.setBreakpoint", { playbook, step: "after", condition });
  expect(await set("steps.nowhere.x > 2")).toMatchObject({
    status: 400,
    body: { data: { field: "condition" } },
  });
  expect(await set("item ==")).toMatchObject({ status: 400, body: { data: { field: "condition" } } });
  expect(await set("steps.first.content == 'x'")).toMatchObject({ status: 200 });
  const renamed = {
    ...GRAPH,
    nodes: GRAPH.nodes.map((node) => (node.id === "first" ? { ...node, name: "other" } : node)),
  };
  await api.ask("playbooks.save", "mutation", { name: "Checked", graph: renamed });
  const run = await start(playbook, randomUUID());
  expect(await engine.until(run, "waiting")).toMatchObject({
    steps: {
      after: {
        note: expect.stringMatching(/^Stands at its breakpoint\. Its condition could not be worked out: /),
      },
    },
  });
}, 120_000);
