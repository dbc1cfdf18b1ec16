import { seedExamples } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngineApi } from "./support/engine-api.ts";
import type { EngineApi } from "./support/engine-api.ts";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";

// Drafts held against what versions really did, from the request at the API to the table.

let engine: Engine;
let api: EngineApi;
beforeAll(async () => {
  engine = await startEngine();
  await seedExamples(engine.connection.db, WORKSPACE);
  api = await startEngineApi(engine);
  await engine.startWorker();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const ALERT = "AL-SIGNIN1";

interface Drawing {
  readonly from: number;
  readonly words?: string;
}

/** Looks an alert up and, from a score on, asks people and comments on it. */
function graph({ from, words = "Score" }: Drawing) {
  return {
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
      {
        id: "find",
        kind: "action",
        name: "find",
        action: "riposte.get_alert",
        arguments: { uuid: ALERT },
      },
      {
        id: "high",
        kind: "condition",
        name: "high",
        cases: [{ name: "yes", when: `trigger.score >= ${from}` }],
      },
      {
        id: "tell",
        kind: "action",
        name: "tell",
        label: "Comment on the alert",
        action: "riposte.comment_alert",
        arguments: {
          uuid: "{{ steps.find.short_id }}",
          content: `${words} {{ trigger.score }}`,
          author: "Riposte",
        },
      },
    ],
    edges: [
      { from: "hand", to: "find" },
      { from: "find", to: "high" },
      { from: "high", port: "yes", to: "tell" },
    ],
  };
}

const saveDraft = (name: string, drawing: Drawing) =>
  api.ask("playbooks.save", "mutation", { name, graph: graph(drawing), publish: false });

interface Backtest {
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly differing: number;
  readonly events: readonly { readonly run: string; readonly result: Record<string, unknown> | null }[];
}

async function backtest(playbook: string, more: object = {}): Promise<Backtest & { readonly id: string }> {
  const started = await api.ask<{ backtest: string }>("backtests.start", "mutation", { playbook, ...more });
  for (;;) {
    const found = await api.ask<Backtest>("backtests.get", "query", { id: started.backtest });
    if (found.state !== "going") return { ...found, id: started.backtest };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function ran(playbook: string, ...scores: readonly number[]): Promise<readonly string[]> {
  await api.publish(playbook, graph({ from: 50 }));
  const ids: string[] = [];
  for (const score of scores) {
    const run = await api.start(playbook, { score });
    expect(await engine.until(run, "done", "failed")).toMatchObject({ state: "done" });
    ids.push(run);
  }
  return ids;
}

const everything = async () => {
  const tables = ["runs", "inbox", "alert_comments", "attempts", "approvals", "outbox", "errands"];
  const counts = await Promise.all(
    tables.map(
      async (table) => (await engine.sql`select count(*)::int as n from ${engine.sql(table)}`)[0]?.["n"],
    ),
  );
  return counts.join(" ");
};

test("a draft as it was published would do what was done", async () => {
  await ran("Same", 10, 60, 90);
  const before = await everything();
  expect(await backtest("Same")).toMatchObject({ state: "ended", total: 3, done: 3, differing: 0 });
  expect(await everything()).toBe(before);
});

test("another condition: other outcomes are counted, run by run, and nothing is sent", async () => {
  const [low = "", middle = "", high = ""] = await ran("Threshold", 10, 60, 90);
  await saveDraft("Threshold", { from: 80 });
  const before = await everything();
  const found = await backtest("Threshold");
  expect(found).toMatchObject({ state: "ended", total: 3, done: 3, differing: 1 });
  const results = new Map(found.events.map(({ run, result }) => [run, result]));
  expect(results.get(low)).toMatchObject({ isEqual: true, steps: 0, actions: 0 });
  expect(results.get(high)).toMatchObject({ isEqual: true });
  expect(results.get(middle)).toMatchObject({
    isEqual: false,
    outcome: { before: "done", after: "done" },
    steps: 2,
    actions: 1,
    errors: 0,
    differences: [
      { step: "high", kind: "way", before: "yes", after: "else" },
      { step: "tell", label: "Comment on the alert", before: "done", after: null },
    ],
  });
  expect(await everything()).toBe(before);
});

test("other arguments: the action differs, and both are shown side by side", async () => {
  const [run = ""] = await ran("Words", 70);
  await saveDraft("Words", { from: 50, words: "Now" });
  const found = await backtest("Words", { last: 1 });
  expect(found).toMatchObject({ differing: 1, events: [{ run, result: { steps: 0, actions: 1 } }] });
  expect(await api.ask("backtests.event", "query", { id: found.id, run })).toMatchObject({
    run,
    result: {
      differences: [
        {
          step: "tell",
          kind: "sent",
          before: { sent: { value: { text: expect.stringContaining("Score 70") } } },
          after: { sent: { value: { text: expect.stringContaining("Now 70") } } },
        },
      ],
    },
    steps: expect.arrayContaining([
      expect.objectContaining({ step: "find", given: "recorded" }),
      expect.objectContaining({ step: "tell", given: "other_arguments" }),
    ]),
  });
});

test("tests, reruns and other times are no events of it; none is left: that is said", async () => {
  const [run = ""] = await ran("Chosen", 70);
  const rerun = await api.ask<{ run: string }>("runs.rerun", "mutation", { id: run });
  const tried = await api.ask<{ run: string }>("playbooks.test", "mutation", {
    playbook: "Chosen",
    event: '{"score":1}',
  });
  for (const other of [rerun.run, tried.run]) await engine.until(other, "done", "failed");
  const found = await backtest("Chosen", { last: 200 });
  expect(found.events.map((event) => event.run)).toEqual([run]);
  expect(
    await api.tryTo("backtests.start", { playbook: "Chosen", to: "2020-01-01T00:00:00Z" }),
  ).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("there is nothing to hold the draft against") },
  });
  expect(await api.tryTo("backtests.start", { playbook: "Chosen", last: 201 })).toMatchObject({
    status: 400,
  });
});

test("it is stopped and deleted, on record, by who may change the draft; the runs stay", async () => {
  const [run = ""] = await ran("Gone", 70);
  const found = await backtest("Gone");
  expect(await api.tryAs("analyst", "backtests.start", { playbook: "Gone" })).toMatchObject({ status: 403 });
  expect(await api.ask("backtests.stop", "mutation", { id: found.id })).toEqual({ stopped: false });
  await api.ask("backtests.remove", "mutation", { id: found.id });
  expect(await engine.sql`select 1 from backtest_events where backtest_id = ${found.id}`).toHaveLength(0);
  expect(await engine.runOf(run)).toMatchObject({ state: "done" });
  const entries = await engine.sql`select action from audit_log where action like 'backtests.%'`;
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["backtests.start", "backtests.remove"]),
  );
});

test("one that is going on is stopped: nothing of it is tried any more, and another may begin", async () => {
  const playbook = "Halted";
  await ran(playbook, 70);
  const { id } = await backtest(playbook);
  // As a worker leaves it that is gone: claimed, and not told.
  await engine.sql`update backtests set state = 'going', ended_at = null where id = ${id}`;
  await engine.sql`
    update backtest_events set result = null, claimed_until = now() + interval '1 hour' where backtest_id = ${id}`;
  expect(await api.tryTo("backtests.start", { playbook })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("still going on") },
  });
  expect(await api.ask("backtests.stop", "mutation", { id })).toEqual({ stopped: true });
  expect(await api.ask("backtests.get", "query", { id })).toMatchObject({ state: "stopped", done: 0 });
  expect(await backtest(playbook)).toMatchObject({ state: "ended", done: 1 });
});
