import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { createEventSource } from "./support/event-source.ts";
import type { EventSourceOfTest } from "./support/event-source.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";

const seed = Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? Date.now() % 1_000_000);

let engine: Engine;
let answers: EventSourceOfTest;
beforeAll(async () => {
  engine = await startEngine({ temporalFile: true });
  answers = await createEventSource(engine);
});
afterAll(() => engine[Symbol.asyncDispose]());

async function waits(runId: string) {
  return engine.sql<{ state: string; event_ref: string | null; delivered: boolean }[]>`
    select state, event_ref, delivered_at is not null as delivered from event_waits where run_id = ${runId}`;
}

const untilWait = (runId: string, wanted: object) =>
  expect.poll(async () => (await waits(runId))[0], { timeout: 30_000 }).toMatchObject(wanted);

test("accepted while no worker is there, matched while Temporal is away: the wait ends by it all the same", async () => {
  let worker = await engine.startWorker();
  const runId = await engine.submit(sequenceOf(answers.waitFor("wait", "A")));
  await untilWait(runId, { state: "open" });
  await worker.kill();
  const event = await answers.send({ id: "A" });
  await engine.temporal.stop();
  await engine.temporal.start();
  worker = await engine.startWorker();
  await engine.until(runId, "done");

  const second = await engine.submit(sequenceOf(answers.waitFor("wait", "B")));
  await untilWait(second, { state: "open" });
  await engine.temporal.stop();
  await answers.send({ id: "B" });
  await untilWait(second, { state: "matched", delivered: false });
  await worker.kill();
  await engine.temporal.start();
  await using _ = await engine.startWorker();
  await engine.until(second, "done");
  await untilWait(second, { delivered: true });
  expect((await waits(runId))[0]).toMatchObject({ state: "matched", event_ref: event });
}, 120_000);

test(`events against time-outs while workers are killed at random (seed ${seed}): each wait ends once, as its row says`, async () => {
  const COUNT = 16;
  const [timeouts = []] = fc.sample(
    fc.array(fc.option(fc.integer({ min: 2_000, max: 40_000 })), { minLength: COUNT, maxLength: COUNT }),
    { numRuns: 1, seed },
  );
  const [pauses = []] = fc.sample(
    fc.array(fc.integer({ min: 0, max: 250 }), { minLength: COUNT, maxLength: COUNT }),
    { numRuns: 1, seed },
  );
  let worker = await engine.startWorker();
  const runs = await Promise.all(
    timeouts.map((timeout, at) => {
      const wait = answers.waitFor("wait", `R-${at}`, {
        timeoutAfter: timeout === null ? null : timeout / 1_000,
      });
      const plan = planOf(
        [wait, { id: "yes", kind: "join" }, { id: "no", kind: "join" }],
        ["start>wait", "wait>yes", "wait.timed_out>no"],
      );
      return engine.submit(plan);
    }),
  );
  for (const runId of runs) {
    await expect.poll(async () => (await waits(runId)).length, { timeout: 60_000 }).toBe(1);
  }
  const sent: string[] = [];
  for (const [at, pause] of pauses.entries()) {
    await sleep(pause);
    sent.push(await answers.send({ id: `R-${at}` }));
    if (at % 6 !== 5) continue;
    await worker.kill();
    worker = await engine.startWorker();
  }
  for (const [at, runId] of runs.entries()) {
    const run = await engine.until(runId, "done");
    const [wait] = await waits(runId);
    const isMatched = wait?.state === "matched";
    expect(isMatched || timeouts[at] !== null, `run ${at}`).toBe(true);
    expect(wait).toMatchObject({
      state: isMatched ? "matched" : "timed_out",
      event_ref: isMatched ? sent[at] : null,
    });
    expect(run.steps["wait"]).toMatchObject({ state: "done", port: isMatched ? null : "timed_out" });
    expect([run.steps["yes"]?.state, run.steps["no"]?.state]).toEqual(
      isMatched ? ["done", "skipped"] : ["skipped", "done"],
    );
  }
  await worker.kill();
}, 300_000);
