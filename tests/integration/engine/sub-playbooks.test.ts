import { setTimeout as sleep } from "node:timers/promises";
import { CANCEL_UPDATE, DECIDE_UPDATE, RESOLVE_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { rawHistories } from "./support/history.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";
import { publish } from "./support/publish.ts";
import { startScriptWorker } from "./support/script-worker.ts";
import type { WorkerProcess } from "./support/worker-process.ts";

let engine: Engine;
let scripts: AsyncDisposable;
let worker: WorkerProcess;
beforeAll(async () => {
  engine = await startEngine();
  worker = await engine.startWorker();
  scripts = await startScriptWorker(engine, async () => ({
    kind: "unknown",
    failure: { code: "unknown_outcome", message: "Lost.", retryable: false },
  }));
});
afterAll(async () => {
  await scripts[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const script = (id: string): StepOfTest => ({
  id,
  kind: "action",
  action: "script",
  effect: "write",
  execution: "script",
});

const back = (
  outputs: Record<string, string | number>,
  more: Partial<Extract<StepOfTest, { kind: "return" }>> = {},
): StepOfTest => ({ id: "back", kind: "return", readsTrigger: true, outputs, ...more });

const call = (
  playbook: string,
  more: Partial<Extract<StepOfTest, { kind: "sub_playbook" }>> = {},
): StepOfTest => ({
  id: "call",
  kind: "sub_playbook",
  playbook: { id: playbook, name: "Other" },
  readsTrigger: true,
  arguments: { host: "{{ trigger.host }}" },
  ...more,
});

const INPUTS = {
  type: "object",
  properties: { host: { type: "string" } },
  required: ["host"],
  additionalProperties: false,
};

const EVENT = { event: '{"host":"h1"}' };

async function childrenOf(runId: string) {
  return engine.sql<{ run_id: string; step: string; scope: string; attempt: number; depth: number }[]>`
    select * from run_links where parent_id = ${runId} order by created_at`;
}

async function childOf(runId: string): Promise<string> {
  for (;;) {
    const [child] = await childrenOf(runId);
    if (child !== undefined) return child.run_id;
    await sleep(10);
  }
}

/** Waits until somebody says yes, and gives something back then. */
const HELD = planOf(
  [{ id: "ask", kind: "approval" }, back({ score: 7 })],
  ["start>ask", "ask.approved>back"],
);

async function letGo(runId: string): Promise<void> {
  await engine.until(runId, "waiting");
  const decision = { step: "ask", decision: "approve", by: "ann", comment: "" };
  await engine.client.workflow.getHandle(runId).executeUpdate(DECIDE_UPDATE, { args: [decision] });
}

test("a playbook runs another one: a run of its own, linked, on the published version, and its result comes back", async () => {
  const other = await publish(engine, sequenceOf(back({ verdict: "{{ trigger.host }} is bad" })), {
    name: "Other",
    inputs: INPUTS,
  });
  const id = await engine.submit(sequenceOf(call(other)), EVENT);
  const run = await engine.until(id, "done", "failed");
  expect(run).toMatchObject({ state: "done", steps: { call: { output: '{"verdict":"h1 is bad"}' } } });
  const [child, ...rest] = await childrenOf(id);
  expect(rest).toEqual([]);
  expect(child).toMatchObject({ step: "call", scope: "", attempt: 1, depth: 1 });
  expect(run.steps["call"]?.note).toContain(child?.run_id);
  expect((await engine.runOf(child?.run_id ?? "")).state).toBe("done");
  const [seat] = await engine.sql`select * from inbox where id = ${child?.run_id ?? ""}`;
  expect(seat).toMatchObject({ playbook_id: other, version: 1, dedupe_scope: `child:${id}` });
  expect(JSON.parse(seat?.["event"])).toEqual({ kind: "inline", json: '{"host":"h1"}' });
});

test("its failure is the step's; each attempt is another run", async () => {
  const other = await publish(engine, sequenceOf({ id: "no", kind: "fail", message: "Nothing to do." }), {
    name: "Failing",
  });
  const retry = { attempts: 2, initialDelayMs: 10, factor: 1, maxDelayMs: 10, on: ["failed_on_purpose"] };
  const id = await engine.submit(sequenceOf(call(other, { retry })), EVENT);
  const run = await engine.until(id, "done", "failed");
  expect(run).toMatchObject({ state: "failed", failure: { code: "failed_on_purpose" }, failedStep: "call" });
  expect(run.failure?.message).toContain("Nothing to do.");
  const children = await childrenOf(id);
  expect(children.map(({ attempt }) => attempt)).toEqual([1, 2]);
  for (const { run_id } of children) expect((await engine.runOf(run_id)).state).toBe("failed");
});

test("what does not fit what the playbook takes, or cannot be called, fails the step and starts nothing", async () => {
  const plan = sequenceOf(back({}));
  const cases = [
    [
      await publish(engine, plan, {
        name: "Typed",
        inputs: { ...INPUTS, properties: { host: { type: "integer" } } },
      }),
      "bad_arguments",
      "a text",
    ],
    [await publish(engine, plan, { name: "Off", enabled: false }), "rejected", "is switched off"],
    [
      await publish(engine, plan, { name: "Hooked", trigger: "webhook" }),
      "rejected",
      "starts in another way",
    ],
    ["pb_nobody", "rejected", "There is no playbook"],
  ] as const;
  for (const [other, code, words] of cases) {
    const id = await engine.submit(sequenceOf(call(other)), EVENT);
    const run = await engine.until(id, "done", "failed");
    expect(run.failure?.code).toBe(code);
    expect(run.failure?.message).toContain(words);
    expect(await childrenOf(id)).toEqual([]);
  }
});

test("a playbook that calls itself comes to an end at the deepest call that is allowed", async () => {
  const id = await publish(engine, sequenceOf(back({})), { name: "Itself" });
  const itself = sequenceOf(call(id, { maxDepth: 3 }));
  const [plan] = await engine.sql`
    insert into plans (hash, body) values (encode(sha256(${Buffer.from(itself)}), 'hex'), ${itself}) returning hash`;
  await engine.sql`update versions set plan_hash = ${plan?.["hash"]} where playbook_id = ${id}`;
  await engine.sql`update triggers set plan_hash = ${plan?.["hash"]} where playbook_id = ${id}`;
  const run = await engine.until(await engine.submit(itself, EVENT), "done", "failed");
  expect(run.failure).toMatchObject({ code: "limit_exceeded" });
  const [count] = await engine.sql`select count(*)::int as runs, max(depth) as deepest from run_links l
    join runs r on r.id = l.run_id where r.playbook_id = ${id}`;
  expect(count).toEqual({ runs: 3, deepest: 3 });
});

test("cancelling tells the run that is waited for to stop, and waits for its end", async () => {
  const other = await publish(engine, sequenceOf({ id: "nap", kind: "wait", seconds: 600 }), {
    name: "Slow",
  });
  const id = await engine.submit(sequenceOf(call(other)), EVENT);
  const child = await childOf(id);
  await engine.until(child, "running", "waiting");
  while ((await engine.runOf(child)).steps["nap"] === undefined) await sleep(10);
  await engine.client.workflow
    .getHandle(id)
    .executeUpdate(CANCEL_UPDATE, { args: [{ by: "ann", reason: "" }] });
  const run = await engine.until(id, "cancelled", "done", "failed");
  expect(run).toMatchObject({ state: "cancelled", steps: { call: { state: "cancelled" } } });
  const stopped = await engine.runOf(child);
  expect(stopped).toMatchObject({ state: "cancelled", steps: { nap: { state: "cancelled" } } });
  expect(stopped.failure?.message).toContain(`run ${id}`);
});

test("the step's time limit tells the run to stop", async () => {
  const other = await publish(engine, sequenceOf({ id: "nap", kind: "wait", seconds: 600 }), {
    name: "Slow",
  });
  const id = await engine.submit(sequenceOf(call(other, { limitMs: 300 })), EVENT);
  const run = await engine.until(id, "done", "failed");
  expect(run.failure).toMatchObject({ code: "timeout" });
  expect((await engine.runOf(await childOf(id))).state).toBe("cancelled");
});

test("an unknown outcome in the run is waited for, and said", async () => {
  const other = await publish(engine, sequenceOf(script("lost")), { name: "Unlucky" });
  const id = await engine.submit(sequenceOf(call(other)), EVENT);
  const child = await childOf(id);
  await engine.until(child, "waiting");
  const note = async () => (await engine.runOf(id)).steps["call"]?.note ?? "";
  while (!(await note()).startsWith(`Waits for ${child}`)) await sleep(25);
  expect((await engine.runOf(id)).state).toBe("running");
  const resolution = { step: "lost", outcome: "done", by: "ann", reason: "seen" };
  const tell = (args: object) =>
    engine.client.workflow.getHandle(child).executeUpdate(RESOLVE_UPDATE, { args: [args] });
  await expect(tell({ ...resolution, attempt: 2 })).rejects.toMatchObject({
    cause: { type: "AnotherAttempt" },
  });
  await tell({ ...resolution, attempt: 1 });
  expect((await engine.until(id, "done", "failed")).state).toBe("done");
});

test("a run that is terminated or lost is heard of, too", async () => {
  const other = await publish(engine, sequenceOf({ id: "nap", kind: "wait", seconds: 600 }), {
    name: "Doomed",
  });
  const id = await engine.submit(sequenceOf(call(other)), EVENT);
  const child = await childOf(id);
  await engine.until(child, "running", "waiting");
  await engine.client.workflow.getHandle(child).terminate("by hand");
  // The reconciler looks at what has been silent for a minute.
  while ((await engine.runOf(child)).state !== "cancelled") {
    await engine.sql`update runs set touched_at = now() - interval '2 minutes' where id = ${child}`;
    await sleep(250);
  }
  const run = await engine.until(id, "done", "failed");
  expect(run.failure?.code).toBe("cancelled");
  expect(run.failure?.message).toContain("terminated in Temporal");
});

test("in a loop each item has a run of its own, and the results stand in order", async () => {
  const other = await publish(engine, sequenceOf(back({ host: "{{ trigger.host }}" })), { name: "Each" });
  const reads = { readsTrigger: false, readsVars: false, readsLoop: true, reads: ["call"] };
  const plan = planOf(
    [
      {
        id: "each",
        kind: "for_each",
        over: ["a", "b", "c", "d"],
        parallel: 4,
        collect: "{{ steps.call.host }}",
        collectReads: reads,
      },
      call(other, { parent: "each", readsLoop: true, arguments: { host: "{{ item }}" } }),
    ],
    ["start>each", "each.each>call"],
  );
  const id = await engine.submit(plan);
  const run = await engine.until(id, "done", "failed");
  expect(JSON.parse(run.steps["each"]?.output ?? "null")).toEqual({
    count: 4,
    results: ["a", "b", "c", "d"],
    failed: [],
  });
  const scopes = (await childrenOf(id)).map(({ scope }) => scope);
  expect(scopes.toSorted()).toEqual(["each[0]", "each[1]", "each[2]", "each[3]"]);
});

test("the worker is killed between the end of the run and the one who waits hearing of it: it hears once", async () => {
  const other = await publish(engine, HELD, { name: "Long" });
  const id = await engine.submit(
    sequenceOf(call(other), back({ x: "{{ steps.call.score }}" }, { reads: ["call"] })),
    EVENT,
  );
  const child = await childOf(id);
  await engine.until(child, "waiting");
  // Whoever would report it is kept from it, until the worker is gone.
  await engine.sql`create function slowly() returns trigger language plpgsql as $$
    begin new.due_at := now() + interval '3 seconds'; return new; end $$`;
  await engine.sql`create trigger slowly before insert on errands for each row execute function slowly()`;
  await letGo(child);
  await engine.until(child, "done");
  await worker.kill();
  await engine.sql`drop trigger slowly on errands`;
  // Its live records may not have been written yet.
  expect((await engine.runOf(id)).state).toMatch(/^(queued|running)$/);
  expect(await engine.sql`select kind from errands where run_id = ${child}`).toHaveLength(1);
  worker = await engine.startWorker();
  const run = await engine.until(id, "done", "failed");
  expect(run).toMatchObject({
    state: "done",
    steps: { call: { output: '{"score":7}' }, back: { output: '{"x":7}' } },
  });
  expect(await engine.sql`select kind from errands where run_id = ${child}`).toEqual([]);
  expect(await childrenOf(id)).toHaveLength(1);
});

test("the one who waits goes on, on a fresh history, while the run is under way", async () => {
  const other = await publish(engine, HELD, { name: "Long" });
  const id = await engine.submit(sequenceOf(call(other)), EVENT);
  const child = await childOf(id);
  const fresh = async () => (await rawHistories(engine, id)).length;
  while ((await fresh()) < 2) await sleep(500);
  await letGo(child);
  const run = await engine.until(id, "done", "failed");
  expect(run).toMatchObject({ state: "done", steps: { call: { output: '{"score":7}' } } });
  expect(await fresh(), "quiet on the fresh one").toBe(2);
  expect(await childrenOf(id)).toHaveLength(1);
}, 120_000);
