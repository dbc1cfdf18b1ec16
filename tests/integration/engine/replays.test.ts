import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { seedExamples } from "@riposte/db";
import { createWorkerDataConverter } from "@riposte/temporal";
import { loadKeyring, openVault } from "@riposte/vault";
import { DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFakeReceiver } from "../../support/fake-receiver.ts";
import { startEngineApi } from "./support/engine-api.ts";
import type { EngineApi } from "./support/engine-api.ts";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { countOf, rawHistories } from "./support/history.ts";

// Whoever takes a run over from a worker that died reads its history. Outcomes of local activities that came one by one
// are told together then, and what followed from them must be commanded in the same order.

let engine: Engine;
let api: EngineApi;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger("ERROR"), shutdownSignals: [] });
  engine = await startEngine();
  await seedExamples(engine.connection.db, WORKSPACE);
  api = await startEngineApi(engine);
  await engine.startWorker();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

/** The one that the worker has made. */
async function bundlePath(): Promise<string> {
  const folder = join(engine.env["RIPOSTE_DATA"] ?? "", "cache");
  const names = (await readdir(folder)).filter((name) => /^workflows-[0-9a-f]+\.js$/.test(name));
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).atimeMs })),
  );
  return files.toSorted((a, b) => b.at - a.at)[0]?.path ?? "";
}

async function problemsOf(run: string): Promise<readonly string[]> {
  const [row] = await engine.sql`
    select p.body from plans p join runs r on r.plan_hash = p.hash where r.id = ${run}`;
  const vault = openVault(await loadKeyring(engine.env["RIPOSTE_KEYRING"] ?? ""));
  const options = {
    workflowBundle: { codePath: await bundlePath() },
    dataConverter: createWorkerDataConverter(vault, async () => String(row?.["body"])),
    reuseV8Context: true,
  };
  const histories = (await rawHistories(engine, run)).map((events) => ({
    workflowId: run,
    history: { events: [...events] },
  }));
  const problems: string[] = [];
  for await (const { error } of Worker.runReplayHistories(options, histories)) {
    if (error !== undefined) problems.push(error.message);
  }
  return problems;
}

const each = (id: string, count: number, more: object) => ({
  id,
  kind: "for_each",
  name: id,
  over: Array.from({ length: count }, (_item, at) => at),
  ...more,
});

/** Its output is 5 KB, so that the records of iterations are written in several pieces. */
const search = (id: string, parent: string) => ({
  id,
  kind: "action",
  name: id,
  parent,
  action: "riposte.search_alerts",
  arguments: { limit: 1 },
});

const approval = (id: string, parent: string) => ({
  id,
  kind: "approval",
  name: id,
  parent,
  approvers: ["role:analyst"],
  expiresAfter: 1,
  onFailure: "continue",
});

test("a run whose local activities come and go side by side is replayed as it went", async () => {
  await api.publish("Side by side", {
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
      each("one", 560, { parallel: 1 }),
      search("quick", "one"),
      each("asking", 30, { parallel: 30 }),
      search("before", "asking"),
      approval("ask", "asking"),
    ],
    edges: [
      { from: "hand", to: "one" },
      { from: "one", port: "each", to: "quick" },
      { from: "hand", to: "asking" },
      { from: "asking", port: "each", to: "before" },
      { from: "before", to: "ask" },
    ],
  });
  const run = await api.start("Side by side");
  expect((await engine.until(run, "done", "failed")).state).toBe("done");
  expect(await problemsOf(run)).toEqual([]);
}, 180_000);

test("a run whose short steps make way for what goes on beside them is replayed as it went", async () => {
  await using receiver = await startFakeReceiver(0);
  await using _ = await engine.startWorker({ RIPOSTE_EGRESS_ALLOW: `127.0.0.1:${receiver.port}` });
  const hook = (id: string, more: object) => ({
    id,
    kind: "action",
    name: id,
    action: "riposte.send_webhook",
    arguments: { url: receiver.url, body: { key: id } },
    onFailure: "continue",
    ...more,
  });
  await api.publish("Makes way", {
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
      each("one", 300, { parallel: 1 }),
      search("first", "one"),
      each("many", 300, { parallel: 7 }),
      search("second", "many"),
      each("resting", 6, { parallel: 2 }),
      { id: "rest", kind: "wait", name: "rest", parent: "resting", seconds: 0.3 },
      hook("tell", { parent: "resting" }),
      hook("again", {}),
    ],
    edges: [
      { from: "hand", to: "one" },
      { from: "one", port: "each", to: "first" },
      { from: "hand", to: "many" },
      { from: "many", port: "each", to: "second" },
      { from: "hand", to: "resting" },
      { from: "resting", port: "each", to: "rest" },
      { from: "rest", to: "tell" },
      { from: "resting", to: "again" },
    ],
  });
  const run = await api.start("Makes way");
  expect((await engine.until(run, "done", "failed")).state).toBe("done");
  const [events = []] = await rawHistories(engine, run);
  expect(countOf(events, "workflowExecutionSignaled")).toBeGreaterThan(0);
  expect(await problemsOf(run)).toEqual([]);
}, 180_000);
