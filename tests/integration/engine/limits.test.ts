import { seedExamples, setLimit } from "@riposte/db";
import type { LimitRules } from "@riposte/db";
import { CANCEL_UPDATE, PAUSE_UPDATE, RESUME_UPDATE } from "@riposte/temporal";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createPlaybook, startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";
import type { WorkerProcess } from "./support/worker-process.ts";

/** One of the examples. */
const ALERT = "AL-SIGNIN1";
const LOOK_UP = "riposte.get_alert";

let engine: Engine;
let workers: WorkerProcess[] = [];

beforeAll(async () => {
  engine = await startEngine();
  await seedExamples(engine.connection.db, WORKSPACE);
  workers = [await engine.startWorker(), await engine.startWorker()];
});
afterEach(async () => {
  await engine.sql`delete from limits`;
});
afterAll(() => engine[Symbol.asyncDispose]());

const lookup = (id: string, more: Partial<StepOfTest> = {}): StepOfTest => ({
  id,
  kind: "action",
  arguments: { uuid: ALERT },
  ...more,
});

function limit(kind: "playbook" | "action", target: string, rules: LimitRules | null) {
  return setLimit(engine.connection.db, WORKSPACE, { kind, target, rules });
}

/** The workers have heard of it: from now on they ask. */
async function untilAsked(): Promise<void> {
  await engine.sql`select pg_sleep(0.5)`;
}

/** A turn that somebody outside has taken, and gives back. */
async function occupy(): Promise<() => Promise<void>> {
  const { sql } = engine;
  const runId = await engine.submit(planOf([{ id: "ask", kind: "approval" }], ["start>ask"]));
  await engine.until(runId, "waiting");
  const [row] = await sql`select verdict from call_turn_enter(
    ${WORKSPACE}, ${runId}, 'ask', '', 1, ${runId}, ${LOOK_UP}, null, 'test/1')`;
  expect(row?.["verdict"]).toBe("taken");
  return async () => {
    await sql`select call_turn_leave(${WORKSPACE}, ${runId}, 'ask', '', 1, 'test/1')`;
  };
}

async function stepState(runId: string, step: string) {
  const [row] = await engine.sql<{ state: string; note: string | null }[]>`
    select state, note from step_runs where run_id = ${runId} and step = ${step}`;
  return row;
}

test.each([
  ["short", {}],
  ["long", { timeoutMs: 30_000 }],
])("a %s call over the limit waits without a slot, and goes when its turn comes", async (_, more) => {
  await limit("action", LOOK_UP, { atOnce: 1, rate: null });
  await untilAsked();
  const release = await occupy();
  const runId = await engine.submit(sequenceOf(lookup("get", more)));
  await expect
    .poll(() => stepState(runId, "get"), { timeout: 20_000 })
    .toEqual({
      state: "turn",
      note: `Waits for its turn: 1 of at most 1 call of ${LOOK_UP} is under way.`,
    });
  const pending = (await engine.client.workflow.getHandle(runId).describe()).raw.pendingActivities ?? [];
  expect(pending).toEqual([]);
  expect((await engine.runOf(runId)).state).toBe("running");
  await release();
  const run = await engine.until(runId, "done", "failed");
  expect(run.state).toBe("done");
  expect(run.steps["get"]?.output).toContain(ALERT);
  expect(await engine.sql`select * from call_turns where run_id = ${runId}`).toHaveLength(0);
});

test("a run that is cancelled gives up its place in the queue", async () => {
  await limit("action", LOOK_UP, { atOnce: 1, rate: null });
  await untilAsked();
  const release = await occupy();
  const runId = await engine.submit(sequenceOf(lookup("get")));
  await expect.poll(async () => (await stepState(runId, "get"))?.state, { timeout: 20_000 }).toBe("turn");
  const input = { by: "ann", reason: "" };
  await engine.client.workflow.getHandle(runId).executeUpdate(CANCEL_UPDATE, { args: [input] });
  expect((await engine.until(runId, "cancelled")).steps["get"]?.state).toBe("cancelled");
  expect(await engine.sql`select * from call_turns where run_id = ${runId}`).toHaveLength(0);
  await release();
});

test("a run that is paused gives up its place, and asks again when it is resumed", async () => {
  await limit("action", LOOK_UP, { atOnce: 1, rate: null });
  await untilAsked();
  const release = await occupy();
  const runId = await engine.submit(sequenceOf(lookup("get")));
  await expect.poll(async () => (await stepState(runId, "get"))?.state, { timeout: 20_000 }).toBe("turn");
  const places = () => engine.sql`select state from call_turns where run_id = ${runId}`;
  const handle = engine.client.workflow.getHandle(runId);
  await handle.executeUpdate(PAUSE_UPDATE, { args: [{ by: "ann", reason: "" }] });
  await expect.poll(places, { timeout: 20_000 }).toEqual([]);
  await handle.executeUpdate(RESUME_UPDATE, { args: [{ by: "ann" }] });
  await expect.poll(places, { timeout: 20_000 }).toMatchObject([{ state: "waiting" }]);
  // At once: the place is given up before it is asked for again.
  await handle.executeUpdate(PAUSE_UPDATE, { args: [{ by: "ann", reason: "" }] });
  await handle.executeUpdate(RESUME_UPDATE, { args: [{ by: "ann" }] });
  await release();
  expect((await engine.until(runId, "done", "failed")).state).toBe("done");
});

test("a call without a limit asks nobody, whatever other limits there are", async () => {
  const { sql } = engine;
  await limit("action", "another.action", { atOnce: 1, rate: null });
  await untilAsked();
  // Whoever asked now would fail, and so would the run.
  await sql`alter function call_turn_enter rename to call_turn_enter_away`;
  try {
    const steps = Array.from({ length: 10 }, (_, index) => lookup(`s${index}`));
    const run = await engine.until(await engine.submit(sequenceOf(...steps)), "done", "failed");
    expect(run.state).toBe("done");
    await limit("action", LOOK_UP, { atOnce: 1, rate: null });
    await untilAsked();
    const limited = await engine.submit(sequenceOf(lookup("get")));
    await engine.until(limited, "running");
    await sql`select pg_sleep(1)`;
    expect((await engine.runOf(limited)).state).toBe("running");
    await sql`alter function call_turn_enter_away rename to call_turn_enter`;
    await engine.until(limited, "done");
  } finally {
    await sql`do $$ begin
      if to_regproc('call_turn_enter') is null then
        alter function call_turn_enter_away rename to call_turn_enter;
      end if; end $$`;
  }
});

test("two dispatchers start no more runs of a playbook than may be at once, in their order", async () => {
  const { sql } = engine;
  const playbook = await createPlaybook(sql);
  await limit("playbook", playbook, { atOnce: 2, rate: null });
  const ask = planOf([{ id: "ask", kind: "approval" }], ["start>ask"]);
  const ids: string[] = [];
  for (let index = 0; index < 6; index++) ids.push(await engine.submit(ask, { playbook }));
  const going = async () =>
    (
      await sql<
        { id: string }[]
      >`select id from runs where playbook_id = ${playbook} and started_at is not null
      and finished_at is null order by created_at, id`
    ).map(({ id }) => id);
  let over = 0;
  for (let index = 0; index < 3; index++) {
    const two = ids.slice(over, over + 2);
    await expect.poll(going, { timeout: 20_000 }).toEqual(two);
    for (const id of two) {
      await engine.until(id, "waiting");
      await engine.client.workflow
        .getHandle(id)
        .executeUpdate(CANCEL_UPDATE, { args: [{ by: "ann", reason: "" }] });
    }
    over += 2;
  }
  for (const id of ids) await engine.until(id, "cancelled");
});

test("runs with the same key go one after the other, each as soon as the one before is over", async () => {
  const { sql } = engine;
  const playbook = await createPlaybook(sql);
  const turn = { key: "k", otherwise: "wait" as const };
  const plan = sequenceOf(lookup("get"));
  const ids: string[] = [];
  for (let index = 0; index < 12; index++) ids.push(await engine.submit(plan, { playbook, turn }));
  for (const id of ids) await engine.until(id, "done");
  const rows = await sql<{ id: string; overlaps: number }[]>`
    select r.id, (select count(*)::int from runs o where o.playbook_id = r.playbook_id and o.id <> r.id
      and o.started_at < r.finished_at and o.finished_at > r.started_at) as overlaps
    from runs r where r.playbook_id = ${playbook} order by r.started_at`;
  expect(rows.map(({ overlaps }) => overlaps)).toEqual(ids.map(() => 0));
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test("under kill -9 of the workers never more calls than may are under way, and every run ends", async () => {
  const { sql } = engine;
  const random = mulberry(Number(process.env["RIPOSTE_PROPERTY_SEED"] ?? 20_261_121));
  await limit("action", LOOK_UP, { atOnce: 2, rate: null });
  await limit("action", "riposte.comment_alert", { atOnce: 1, rate: null });
  await untilAsked();
  const comment = (id: string): StepOfTest =>
    ({
      ...lookup(id),
      action: "riposte.comment_alert",
      effect: "write",
      idempotent: true,
      arguments: { uuid: ALERT, content: id },
    }) as StepOfTest;
  const plan = sequenceOf(lookup("a"), comment("b"), lookup("c", { timeoutMs: 30_000 }), comment("d"));
  const ids = await Promise.all(Array.from({ length: 20 }, () => engine.submit(plan)));
  const over = new AbortController();
  let most = 0;
  const watch = (async () => {
    while (!over.signal.aborted) {
      const held = await sql<{ action: string; n: number }[]>`
        select action, count(*)::int as n from call_turns where state in ('held', 'granted') group by action`;
      for (const { action, n } of held) {
        most = Math.max(most, n);
        expect(n).toBeLessThanOrEqual(action === LOOK_UP ? 2 : 1);
      }
    }
  })();
  for (let kills = 0; kills < 4; kills++) {
    await sql`select pg_sleep(${0.3 + random()})`;
    const at = Math.floor(random() * workers.length);
    await workers[at]?.kill();
    workers[at] = await engine.startWorker();
  }
  for (const id of ids) {
    const run = await engine.until(id, "done", "failed");
    expect(run.state).toBe("done");
  }
  over.abort();
  await watch;
  expect(most).toBeGreaterThan(0);
  await expect
    .poll(async () => (await sql`select * from call_turns`).length, { timeout: 70_000, interval: 500 })
    .toBe(0);
}, 240_000);

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
