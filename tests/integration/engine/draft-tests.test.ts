import { randomUUID } from "node:crypto";
import { seedExamples } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngineApi } from "./support/engine-api.ts";
import type { EngineApi } from "./support/engine-api.ts";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";

// Tests of a draft: of all of it, up to a step or of one step, with outputs that are pinned.

let engine: Engine;
let api: EngineApi;
let worker: AsyncDisposable;
beforeAll(async () => {
  engine = await startEngine();
  await seedExamples(engine.connection.db, WORKSPACE);
  api = await startEngineApi(engine);
  worker = await engine.startWorker();
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const ALERT = "AL-SIGNIN1";

const comment = (id: string, content: string) => ({
  id,
  kind: "action",
  name: id,
  action: "riposte.comment_alert",
  arguments: { uuid: ALERT, content: `{{ trigger.mark }} ${content}`, author: "Riposte" },
});

const find = {
  id: "find",
  kind: "action",
  name: "find",
  action: "riposte.get_alert",
  arguments: { uuid: "{{ trigger.alert }}" },
};

/** A comment, a look-up, what reads it; beside them what is not finished and would keep the whole from being tested. */
const graph = (more: readonly object[] = []) => ({
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
    comment("before", "before"),
    find,
    comment("after", "after {{ steps.find.short_id }}"),
    comment("last", "last {{ steps.after.content }}"),
    ...more,
  ],
  edges: [
    { from: "hand", to: "before" },
    { from: "before", to: "find" },
    { from: "find", to: "after" },
    { from: "after", to: "last" },
  ],
});

async function draw(name: string, drawn: object): Promise<string> {
  return (await api.ask<{ id: string }>("playbooks.create", "mutation", { name, graph: drawn })).id;
}

async function commentsOf(mark: string): Promise<readonly string[]> {
  const rows = await engine.sql`
    select content from alert_comments where content like ${`${mark} %`} order by created_at`;
  return rows.map(({ content }) => String(content).slice(mark.length + 1));
}

interface Story {
  readonly steps: readonly {
    readonly step: string;
    readonly state: string;
    readonly origin: string | null;
  }[];
}

async function tried(
  playbook: string,
  input: object,
): Promise<{ run: string; steps: Record<string, string> }> {
  const { run } = await api.ask<{ run: string }>("playbooks.test", "mutation", { playbook, ...input });
  expect(await engine.until(run, "done", "failed")).toMatchObject({ state: "done" });
  return { run, steps: await stepsOf(run) };
}

async function stepsOf(run: string): Promise<Record<string, string>> {
  const { steps } = await api.ask<Story>("runs.get", "query", { id: run });
  return Object.fromEntries(steps.map(({ step, state, origin }) => [step, origin ?? state]));
}

test("a pinned step is not carried out, as small or as large as its output is; publishing knows nothing of it", async () => {
  const playbook = await draw("Pinned", graph());
  const real = await tried(playbook, { event: JSON.stringify({ mark: "real", alert: ALERT }) });
  await api.ask("playbooks.pin", "mutation", { playbook, step: "find", ofRun: real.run });
  const mark = randomUUID();
  const gone = { event: JSON.stringify({ mark, alert: "AL-NOWHERE" }) };
  const one = await tried(playbook, gone);
  expect(one.steps).toEqual({ before: "done", find: "by_hand", after: "done", last: "done" });
  expect(await commentsOf(mark)).toContain(`after ${ALERT}`);

  const [{ output }] = await api.ask<readonly [{ output: { json: string } }]>("playbooks.pins", "query", {
    playbook,
  });
  const large = JSON.stringify({ ...(JSON.parse(output.json) as object), details: "x".repeat(90_000) });
  await api.ask("playbooks.pin", "mutation", { playbook, step: "find", output: large });
  const { run } = await tried(playbook, gone);
  const again = await api.ask<{ run: string }>("runs.rerun", "mutation", { id: run, on: "same" });
  expect(await engine.until(again.run, "done", "failed")).toMatchObject({ state: "done" });
  expect((await stepsOf(again.run))["find"]).toBe("by_hand");

  await api.ask("playbooks.publish", "mutation", { name: playbook, enable: true });
  const published = await api.start("Pinned", { mark: randomUUID(), alert: "AL-NOWHERE" });
  expect(await engine.until(published, "done", "failed")).toMatchObject({
    state: "failed",
    failedStep: "find",
  });
}, 240_000);

test("up to a step: it is the last that runs, and nothing else keeps it from being tried", async () => {
  const unfinished = { id: "open", kind: "action", name: "open", action: "", arguments: {} };
  const playbook = await draw("Up to", graph([unfinished]));
  const mark = randomUUID();
  const event = JSON.stringify({ mark, alert: ALERT });
  expect(await api.tryTo("playbooks.test", { playbook, event })).toMatchObject({ status: 400 });
  const { run, steps } = await tried(playbook, { event, reach: { kind: "up_to", step: "after" } });
  expect(steps).toEqual({ before: "done", find: "done", after: "done" });
  expect(await commentsOf(mark)).toEqual(["before", `after ${ALERT}`]);
  expect(await api.ask("runs.outline", "query", { id: run })).toMatchObject({
    tested: { reach: "up_to", step: "after" },
  });
}, 240_000);

test("one step: it alone runs, on what the run gave that is chosen, or on what is pinned", async () => {
  const playbook = await draw("One", graph());
  const first = randomUUID();
  const of = await tried(playbook, { event: JSON.stringify({ mark: first, alert: ALERT }) });
  const before = await commentsOf(first);
  const reach = { kind: "one", step: "after" };
  const alone = await tried(playbook, { eventOf: of.run, reach });
  expect(alone.steps).toEqual({ before: "reused", find: "reused", after: "done" });
  expect(await commentsOf(first)).toEqual([...before, `after ${ALERT}`]);

  const simulated = await tried(playbook, { eventOf: of.run, simulate: true });
  expect(await api.tryTo("playbooks.test", { playbook, eventOf: simulated.run, reach })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("was simulated") },
  });
  const shown = await tried(playbook, { eventOf: simulated.run, reach, simulate: true });
  expect(shown.steps).toEqual({ before: "reused", find: "reused", after: "done" });

  const mark = randomUUID();
  const event = JSON.stringify({ mark, alert: "AL-NOWHERE" });
  expect(await api.tryTo("playbooks.test", { playbook, event, reach })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('"after" cannot run alone: it comes after "find"') },
  });
  await api.ask("playbooks.pin", "mutation", { playbook, step: "find", ofRun: of.run });
  const pinned = await tried(playbook, { event, reach });
  expect(pinned.steps).toEqual({ before: "by_hand", find: "by_hand", after: "done" });
  expect(await commentsOf(mark)).toEqual([`after ${ALERT}`]);
}, 240_000);
