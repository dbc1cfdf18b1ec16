import { randomUUID } from "node:crypto";
import { seedExamples } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngineApi } from "./support/engine-api.ts";
import type { EngineApi } from "./support/engine-api.ts";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";

// Reruns, from the request at the API to what happened in the world.

let engine: Engine;
let api: EngineApi;
beforeAll(async () => {
  engine = await startEngine();
  await seedExamples(engine.connection.db, WORKSPACE);
  api = await startEngineApi(engine);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const ALERT = "AL-SIGNIN1";

const comment = (id: string, content: string, more: object = {}) => ({
  id,
  kind: "action",
  name: id,
  action: "riposte.comment_alert",
  arguments: { uuid: ALERT, content: `{{ trigger.mark }} ${content}`, author: "Riposte" },
  ...more,
});

/** A comment, a look-up that fails as long as the alert is not there, and what reads it. */
const graph = (last: string) => ({
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
    comment("before", "before"),
    { id: "keep", kind: "set", name: "keep", assignments: [{ name: "by", value: "{{ trigger.mark }}" }] },
    {
      id: "find",
      kind: "action",
      name: "find",
      label: "Get the alert",
      action: "riposte.get_alert",
      arguments: { uuid: "{{ trigger.alert }}" },
    },
    comment("after", `${last} {{ steps.find.short_id }} {{ vars.by }}`),
  ],
  edges: [
    { from: "hand", to: "before" },
    { from: "before", to: "keep" },
    { from: "keep", to: "find" },
    { from: "find", to: "after" },
  ],
});

async function commentsOf(mark: string): Promise<readonly string[]> {
  const rows = await engine.sql`
    select content from alert_comments where content like ${`${mark} %`} order by created_at`;
  return rows.map(({ content }) => String(content).slice(mark.length + 1));
}

interface Started {
  readonly run: string;
  readonly duplicate: boolean;
}

test("what failed is rerun on what is recorded: started once, however often asked and whoever dies in between", async () => {
  const mark = randomUUID();
  const alert = "AL-LATE0001";
  await api.publish("Late", graph("after"));
  const worker = await engine.startWorker();
  const first = await api.start("Late", { mark, alert });
  expect(await engine.until(first, "failed", "done")).toMatchObject({ state: "failed", failedStep: "find" });

  const from = { kind: "failed" };
  const preview = await api.ask("runs.previewRerun", "query", { id: first, from });
  expect(preview).toMatchObject({
    reused: [{ step: "before" }, { step: "keep" }],
    again: [{ step: "find", why: "failed" }],
    first: [{ step: "after" }],
    effects: [{ step: "after", effect: "write", times: 0 }],
  });

  await worker.kill();
  await engine.sql`update alerts set short_id = ${alert} where short_id <> ${ALERT}
    and id = (select min(id) from alerts where short_id <> ${ALERT})`;
  const wish = { id: first, from, requestId: "once" };
  const { run: second } = await api.ask<Started>("runs.rerun", "mutation", wish);
  const { run: same, duplicate } = await api.ask<Started>("runs.rerun", "mutation", wish);
  expect({ same, duplicate }).toEqual({ same: second, duplicate: true });
  expect(await api.tryTo("runs.rerun", { ...wish, from: { kind: "start" } })).toMatchObject({ status: 409 });
  await using _ = await engine.startWorker();

  expect(await engine.until(second, "done", "failed")).toMatchObject({ state: "done" });
  expect(await commentsOf(mark)).toEqual(["before", `after ${alert} ${mark}`]);
  const story = await api.ask<{ steps: { step: string; origin: string | null }[] }>("runs.get", "query", {
    id: second,
  });
  expect(story).toMatchObject({ rerunOf: first, rerun: { kind: "failed", step: null } });
  expect(Object.fromEntries(story.steps.map(({ step, origin }) => [step, origin]))).toEqual({
    before: "reused",
    keep: "reused",
    find: null,
    after: null,
  });
  expect(await api.ask("runs.get", "query", { id: first })).toMatchObject({ reruns: [{ run: second }] });
  const { runs } = await api.ask<{ runs: object[] }>("runs.list", "query", { playbook: "Late" });
  expect(runs).toMatchObject([
    { id: second, rerunOf: first, reruns: 0 },
    { id: first, rerunOf: null, reruns: 1 },
  ]);
}, 240_000);

test("from a step, with the version that ran or the newest; what is drawn otherwise now runs again", async () => {
  await using _ = await engine.startWorker();
  const mark = randomUUID();
  await api.publish("Versions", graph("one"));
  const first = await api.start("Versions", { mark, alert: ALERT });
  await engine.until(first, "done");
  const changed = graph("two");
  await api.publish("Versions", {
    ...changed,
    nodes: changed.nodes.map((node) => (node.id === "before" ? comment("before", "before, anew") : node)),
  });
  const from = { kind: "step", step: "after" };
  expect(await api.ask("runs.previewRerun", "query", { id: first, from, on: "newest" })).toMatchObject({
    version: 2,
    ranVersion: 1,
    reused: [],
    again: [
      { step: "before", why: "changed" },
      { step: "keep", why: "follows" },
      { step: "find" },
      { step: "after" },
    ],
    effects: [
      { step: "before", times: 1 },
      { step: "after", times: 1 },
    ],
  });
  const same = await api.ask<Started>("runs.rerun", "mutation", { id: first, from, on: "same" });
  await engine.until(same.run, "done");
  const newest = await api.ask<Started>("runs.rerun", "mutation", { id: first, from, on: "newest" });
  await engine.until(newest.run, "done");
  expect(await commentsOf(mark)).toEqual([
    "before",
    `one ${ALERT} ${mark}`,
    `one ${ALERT} ${mark}`,
    "before, anew",
    `two ${ALERT} ${mark}`,
  ]);
});

test("outputs that are large together travel as references, and are there", async () => {
  await using _ = await engine.startWorker();
  const mark = randomUUID();
  const wide = Array.from({ length: 12 }, (_each, at) => ({
    id: `v${at}`,
    kind: "set",
    name: `v${at}`,
    assignments: [{ name: `v${at}`, value: `{{ "${String(at % 10)}" * 40000 }}` }],
  }));
  const names = ["hand", ...wide.map(({ id }) => id), "end"];
  await api.publish("Wide", {
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
      ...wide,
      comment("end", "{{ vars.v0 | length + vars.v11 | length }}"),
    ],
    edges: names.slice(1).map((to, at) => ({ from: names[at], to })),
  });
  const first = await api.start("Wide", { mark });
  await engine.until(first, "done");
  const wish = { id: first, from: { kind: "step", step: "end" } };
  const { run } = await api.ask<Started>("runs.rerun", "mutation", wish);
  expect(await engine.until(run, "done", "failed")).toMatchObject({ state: "done" });
  expect(await commentsOf(mark)).toEqual(["80000", "80000"]);
  const [row] = await engine.sql`select length(recorded) as size from reruns where run_id = ${run}`;
  expect(row?.["size"]).toBeLessThan(256 * 1024);
});

test("a loop is taken over as one, with what it set; a step within it is rerun by the loop", async () => {
  await using _ = await engine.startWorker();
  const mark = randomUUID();
  await api.publish("Loop", {
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
      { id: "each", kind: "for_each", name: "each", label: "Each", over: [1, 2, 3], collect: "{{ item }}" },
      comment("say", "{{ item }}", { parent: "each" }),
      {
        id: "sum",
        kind: "set",
        name: "sum",
        parent: "each",
        assignments: [{ name: "sum", value: "{{ (vars.sum | default(0)) + item }}" }],
      },
      comment("end", "{{ vars.sum }} of {{ steps.each.count }}"),
    ],
    edges: [
      { from: "hand", to: "each" },
      { from: "each", port: "each", to: "say" },
      { from: "say", to: "sum" },
      { from: "each", to: "end" },
    ],
  });
  const first = await api.start("Loop", { mark });
  await engine.until(first, "done");
  const { run } = await api.ask<Started>("runs.rerun", "mutation", {
    id: first,
    from: { kind: "step", step: "end" },
  });
  await engine.until(run, "done");
  expect(await commentsOf(mark)).toEqual(["1", "2", "3", "6 of 3", "6 of 3"]);
  expect(
    await api.ask("runs.previewRerun", "query", { id: first, from: { kind: "step", step: "say" } }),
  ).toMatchObject({
    step: { step: "each" },
    askedFor: "say",
    again: [{ step: "each" }, { step: "end" }],
    effects: [
      { step: "say", times: 3 },
      { step: "end", times: 1 },
    ],
  });
});

test("from after a failed step, with an output by hand that its schema allows; it stays marked", async () => {
  await using _ = await engine.startWorker();
  const mark = randomUUID();
  await api.publish("After", graph("after"));
  const first = await api.start("After", { mark, alert: "AL-NOWHERE" });
  await engine.until(first, "failed");
  const wish = { id: first, from: { kind: "after", step: "find" }, reason: "looked up by hand" };
  const wrong = await api.tryTo("runs.rerun", { ...wish, output: '{"short_id": 5}' });
  expect(wrong).toMatchObject({ status: 400, body: { message: expect.stringContaining("Get the alert") } });
  expect(await api.tryTo("runs.rerun", wish)).toMatchObject({ status: 400 });
  const known = await api.start("After", { mark: randomUUID(), alert: ALERT });
  const { steps } = await engine.until(known, "done");
  const output = JSON.stringify({ ...JSON.parse(steps["find"]?.output ?? "{}"), short_id: "AL-BYHAND" });
  const { run } = await api.ask<Started>("runs.rerun", "mutation", { ...wish, output });
  await engine.until(run, "done");
  expect(await commentsOf(mark)).toEqual(["before", `after AL-BYHAND ${mark}`]);
  const further = { id: run, from: { kind: "step", step: "after" } };
  const { run: third } = await api.ask<Started>("runs.rerun", "mutation", further);
  await engine.until(third, "done");
  const whole = await api.ask("runs.previewRerun", "query", { id: run, from: { kind: "start" } });
  expect(whole).toMatchObject({
    effects: [
      { step: "before", times: 1 },
      { step: "after", times: 1 },
    ],
  });
  for (const id of [run, third]) {
    const story = await api.ask<{ steps: object[] }>("runs.get", "query", { id });
    expect(story.steps).toContainEqual(expect.objectContaining({ step: "find", origin: "by_hand" }));
  }
});

test("the draft goes on from a step of a run of a version, on what that recorded; simulated it sends nothing", async () => {
  await using _ = await engine.startWorker();
  const mark = randomUUID();
  await api.publish("Edited", graph("one"));
  const first = await api.start("Edited", { mark, alert: ALERT });
  await engine.until(first, "done");
  await api.ask("playbooks.save", "mutation", { name: "Edited", graph: graph("edited"), publish: false });
  const { revision } = await api.ask<{ revision: number }>("playbooks.draft", "query", {
    playbook: "Edited",
  });
  const wish = { id: first, from: { kind: "step", step: "find" }, on: "draft", revision };
  expect(await api.ask("runs.previewRerun", "query", { ...wish, simulate: true })).toMatchObject({
    version: 0,
    ranVersion: 1,
    simulate: true,
    reused: [{ step: "before" }, { step: "keep" }],
    again: [{ step: "find", why: "chosen" }, { step: "after" }],
    effects: [],
  });
  const tried = await api.ask<Started>("runs.rerun", "mutation", { ...wish, simulate: true });
  await engine.until(tried.run, "done");
  expect(await commentsOf(mark)).toEqual(["before", `one ${ALERT} ${mark}`]);
  const real = await api.ask<Started>("runs.rerun", "mutation", wish);
  await engine.until(real.run, "done");
  expect(await commentsOf(mark)).toEqual(["before", `one ${ALERT} ${mark}`, `edited ${ALERT} ${mark}`]);
  expect(await api.ask("runs.outline", "query", { id: real.run })).toMatchObject({
    isVersion: false,
    rerunOf: first,
    graph: { nodes: expect.arrayContaining([expect.objectContaining({ id: "after" })]) },
  });

  const again = { ...wish, requestId: "once" };
  const { run } = await api.ask<Started>("runs.rerun", "mutation", { ...again, simulate: true });
  expect(await api.ask("runs.rerun", "mutation", { ...again, simulate: true })).toMatchObject({
    run,
    duplicate: true,
  });
  expect((await api.tryTo("runs.rerun", again)).status).toBe(409);
  expect((await api.tryTo("runs.rerun", { ...wish, revision: revision + 1 })).status).toBe(409);
});

test("what was simulated is not continued for real, and nobody tries a draft who may not change it", async () => {
  await using _ = await engine.startWorker();
  const mark = randomUUID();
  await api.publish("Only shown", graph("one"));
  const { run } = await api.ask<{ run: string }>("playbooks.test", "mutation", {
    playbook: "Only shown",
    event: JSON.stringify({ mark, alert: ALERT }),
    simulate: true,
  });
  await engine.until(run, "done");
  const wish = { id: run, from: { kind: "step", step: "after" }, on: "draft", simulate: false };
  const tried = await api.ask<Started>("runs.rerun", "mutation", wish);
  await engine.until(tried.run, "done");
  expect(await commentsOf(mark)).toEqual([]);
  const refused = await api.tryAs("analyst", "runs.rerun", wish);
  expect(refused).toMatchObject({ status: 403 });
  expect(JSON.stringify(refused.body)).toContain("needs the role author");
});
