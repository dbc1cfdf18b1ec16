import { commentAlert, seedExamples } from "@riposte/db";
import { CANCEL_UPDATE, EVENT_SIGNAL } from "@riposte/temporal";
import type { EventInput } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { createEventSource } from "./support/event-source.ts";
import type { EventSourceOfTest } from "./support/event-source.ts";
import { rawHistories } from "./support/history.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";

let engine: Engine;
let answers: EventSourceOfTest;
beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorker();
  answers = await createEventSource(engine);
});
afterAll(() => engine[Symbol.asyncDispose]());

const stateOf = async (runId: string) => {
  const rows = await engine.sql<{ state: string }[]>`
    select state from event_waits where run_id = ${runId} order by step, scope`;
  return rows.map(({ state }) => state);
};

const untilWaiting = (runId: string, count = 1) =>
  expect.poll(async () => (await stateOf(runId)).length, { timeout: 20_000 }).toBe(count);

test("the first event that matches ends the wait, is its output, and starts its own playbook as ever", async () => {
  const runId = await engine.submit(
    sequenceOf(answers.waitFor("wait", "T-1"), { id: "after", kind: "join" }),
  );
  await untilWaiting(runId);
  await answers.send({ id: "T-2" });
  await answers.send({ other: true });
  expect(await stateOf(runId)).toEqual(["open"]);
  const first = await answers.send({ id: "T-1", said: "yes" });
  await answers.send({ id: "T-1", said: "no" });
  const run = await engine.until(runId, "done");
  expect(run.steps["wait"]).toMatchObject({ state: "done", note: `Ended by the event of ${first}.` });
  expect(JSON.parse(run.steps["wait"]?.output ?? "")).toEqual({ body: { id: "T-1", said: "yes" } });
  expect((await engine.until(first, "done")).steps["noted"]?.state).toBe("done");
});

test("no event in time: the run goes on at timed_out, and a late event changes nothing", async () => {
  const late = { ...answers.waitFor("wait", "T-late"), timeoutAfter: "{{ 0.5 }}" };
  const plan = planOf(
    [late, { id: "yes", kind: "join" }, { id: "no", kind: "join" }],
    ["start>wait", "wait>yes", "wait.timed_out>no"],
  );
  const runId = await engine.submit(plan);
  const run = await engine.until(runId, "done");
  expect(run.steps["wait"]).toMatchObject({ state: "done", port: "timed_out", output: "null" });
  expect([run.steps["yes"]?.state, run.steps["no"]?.state]).toEqual(["skipped", "done"]);
  await answers.send({ id: "T-late" });
  expect(await stateOf(runId)).toEqual(["timed_out"]);
});

test("an answer that was quicker than the wait counts where it looks back", async () => {
  await answers.send({ id: "quick" });
  const looking = await engine.submit(
    sequenceOf({ ...answers.waitFor("wait", "quick"), lookBackMs: 60_000 }),
  );
  const run = await engine.until(looking, "done");
  expect(run.steps["wait"]?.output).toContain("quick");
  const waiting = await engine.submit(sequenceOf(answers.waitFor("wait", "quick")));
  await untilWaiting(waiting);
  await engine.client.workflow
    .getHandle(waiting)
    .executeUpdate(CANCEL_UPDATE, { args: [{ by: "a", reason: "" }] });
  await engine.until(waiting, "cancelled");
  expect(await stateOf(waiting)).toEqual(["withdrawn"]);
});

test("every iteration waits by itself, and one event may end several waits", async () => {
  const wait = answers.waitFor("wait", "{{ item }}", { parent: "each", readsLoop: true });
  const plan = planOf(
    [{ id: "each", kind: "for_each", over: ["A", "B", "A"], parallel: 3 }, wait],
    ["start>each", "each.each>wait"],
  );
  const runId = await engine.submit(plan);
  await untilWaiting(runId, 3);
  await answers.send({ id: "A" });
  await expect.poll(() => stateOf(runId), { timeout: 20_000 }).toEqual(["matched", "open", "matched"]);
  await answers.send({ id: "B" });
  await engine.until(runId, "done");
});

test("a wait longer than a minute stands on a fresh history, and is told there; telling it twice is harmless", async () => {
  const runId = await engine.submit(
    sequenceOf(
      { ...answers.waitFor("wait", "fresh"), timeoutAfter: 86_400 },
      { id: "ask", kind: "approval" },
    ),
  );
  await expect.poll(async () => (await rawHistories(engine, runId)).length, { timeout: 20_000 }).toBe(2);
  await answers.send({ id: "fresh" });
  await engine.until(runId, "waiting");
  const again: EventInput = { step: "wait", scope: "", attempt: 1, end: { kind: "timed_out" } };
  await engine.client.workflow.getHandle(runId).signal(EVENT_SIGNAL, again);
  const run = await engine.runOf(runId);
  expect(run.steps["wait"]).toMatchObject({ state: "done", port: null });
  await engine.client.workflow.getHandle(runId).cancel();
  await engine.until(runId, "cancelled");
});

test("a comment on an alert ends a wait for one", async () => {
  const { db } = engine.connection;
  await seedExamples(db, WORKSPACE);
  const wait = { id: "wait", kind: "wait_event", condition: "'block' in event.comment.content" } as const;
  const runId = await engine.submit(sequenceOf(wait));
  await untilWaiting(runId);
  const change = { workspaceId: WORKSPACE, alert: "AL-SIGNIN1", author: "ada" };
  await commentAlert(db, { ...change, requestKey: "c1", content: "Looking." });
  await commentAlert(db, { ...change, requestKey: "c2", content: "Please block it." });
  const run = await engine.until(runId, "done");
  expect(run.steps["wait"]?.note).toBe("Ended by a comment of AL-SIGNIN1.");
  expect(JSON.parse(run.steps["wait"]?.output ?? "")).toMatchObject({
    alert: { short_id: "AL-SIGNIN1" },
    by: "ada",
    comment: { content: "Please block it." },
  });
});
