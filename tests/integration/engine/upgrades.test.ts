import { setTimeout as sleep } from "node:timers/promises";
import { listBuilds } from "@riposte/db";
import { CANCEL_UPDATE, DECIDE_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChangedCopy } from "./support/changed-copy.ts";
import type { ChangedCopy } from "./support/changed-copy.ts";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { createEventSource } from "./support/event-source.ts";
import { rawHistories } from "./support/history.ts";
import { nextVersion, unversioned } from "./support/next-version.ts";
import { planOf, sequenceOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";

// Version A is this one; B and C are copies of it that know semantics and ir 2, and 3 (`nextVersion`).

const PATIENCE_S = 2;
const QUICK = { RIPOSTE_STEP_BACK_SECONDS: String(PATIENCE_S) };

let before: ChangedCopy;
let b: ChangedCopy;
let c: ChangedCopy;
beforeAll(async () => {
  [before, b, c] = await Promise.all([
    createChangedCopy(unversioned),
    createChangedCopy(nextVersion(2)),
    createChangedCopy(nextVersion(3)),
  ]);
});
afterAll(async () => {
  await before[Symbol.asyncDispose]();
  await b[Symbol.asyncDispose]();
  await c[Symbol.asyncDispose]();
});

/** Shows by what semantics templates mean: `RIPOSTE`, and from 2 on `RIPOSTE!` and so on. */
const say: StepOfTest = {
  id: "say",
  kind: "set",
  readsTrigger: true,
  assignments: [{ name: "said", value: "{{ trigger.word | upper }}" }],
};
const EVENT = { event: '{"word":"riposte"}' };

/** The plan as a compiler of that number would have written it. */
const writtenBy = (number: number, plan: string) =>
  plan.replace('{"ir":1,"semantics":1,', `{"ir":${number},"semantics":${number},`);

/** Each first wait stands before what tells the versions apart. */
const asking = sequenceOf({ id: "ask", kind: "approval" }, say);

const decide = (engine: Engine, runId: string, place: { readonly step: string; readonly scope?: string }) =>
  engine.client.workflow.getHandle(runId).executeUpdate(DECIDE_UPDATE, {
    args: [{ ...place, decision: "approve", by: "ada", comment: "" }],
  });

async function end(engine: Engine, runId: string): Promise<string | null | undefined> {
  const { state, steps } = await engine.until(runId, "done", "failed");
  expect(state).toBe("done");
  return steps["say"]?.output;
}

/** The builds that advanced a run, in order, each once for as long as it did. */
async function buildsOf(engine: Engine, runId: string): Promise<readonly string[]> {
  const events = (await rawHistories(engine, runId)).flat();
  const builds = events.flatMap(({ workflowTaskCompletedEventAttributes: done }) =>
    done ? [done.deploymentVersion?.buildId ?? "none"] : [],
  );
  return builds.filter((build, at) => build !== builds[at - 1]);
}

const currentBuild = async ({ sql }: Engine) =>
  (await listBuilds(sql)).find(({ standing }) => standing === "current")?.build ?? null;

async function untilTaken(engine: Engine, from: string | null): Promise<string> {
  await expect.poll(() => currentBuild(engine), { timeout: 20_000 }).not.toBe(from);
  return (await currentBuild(engine)) ?? "";
}

test("runs that wait go on over two upgrades of plan, engine, templates and workflow, each by what it was begun with", async () => {
  await using engine = await startEngine();
  const source = await createEventSource(engine);
  const first = await engine.startWorker(QUICK);
  const buildA = await untilTaken(engine, null);
  const start = (plan: string) => engine.submit(plan, EVENT);
  const timed = await start(sequenceOf({ id: "wait", kind: "wait", seconds: 12 }, say));
  const week = await start(sequenceOf({ id: "wait", kind: "wait", seconds: 7 * 86_400 }, say));
  const asked = await start(asking);
  const looping = await start(
    planOf(
      [
        { id: "each", kind: "for_each", over: [1, 2, 3], parallel: 1 },
        { id: "ask", parent: "each", kind: "approval" },
        say,
      ],
      ["start>each", "each.each>ask", "each>say"],
    ),
  );
  const waiting = await start(sequenceOf(source.waitFor("answer", "7"), say));
  for (const run of [timed, week, waiting]) await engine.until(run, "running");
  for (const run of [asked, looping]) await engine.until(run, "waiting");
  await decide(engine, looping, { step: "ask", scope: "each[0]" });
  await untilOpen(engine, looping, "each[1]");
  await first.stop();

  const second = await engine.startWorker(QUICK, b.folder);
  const buildB = await untilTaken(engine, buildA);
  await decide(engine, looping, { step: "ask", scope: "each[1]" });
  await untilOpen(engine, looping, "each[2]");
  const ofB = sequenceOf({ id: "wait", kind: "wait", seconds: 0 }, say);
  const tenths = writtenBy(2, ofB).replace('"seconds":0', '"tenths":5,"seconds":null');
  const runOfB = await start(tenths);
  expect(await end(engine, runOfB)).toBe('{"said":"RIPOSTE!"}');
  expect((await engine.runOf(runOfB)).steps["wait"]?.output).toBe('"waited"');
  const askedByB = await start(writtenBy(2, asking));
  const heldByB = { condition: "event.body.word | upper == 'RIPOSTE!'" };
  const waitingOfB = await start(writtenBy(2, sequenceOf(source.waitFor("answer", "7", heldByB), say)));
  await engine.until(askedByB, "waiting");
  await engine.until(waitingOfB, "running");
  await second.stop();

  const third = await engine.startWorker(QUICK, c.folder);
  const buildC = await untilTaken(engine, buildB);
  await decide(engine, looping, { step: "ask", scope: "each[2]" });
  await decide(engine, asked, { step: "ask" });
  await source.send({ id: 7, word: "riposte" });
  expect(await end(engine, waitingOfB)).toBe('{"said":"RIPOSTE!"}');
  for (const run of [timed, asked, looping, waiting])
    expect(await end(engine, run)).toBe('{"said":"RIPOSTE"}');
  expect((await engine.runOf(timed)).steps["wait"]?.output).toBe("null");
  expect(await buildsOf(engine, looping)).toEqual([buildA, buildB, buildC]);
  const advanced = await buildsOf(engine, asked);
  expect([advanced[0], advanced.at(-1)]).toEqual([buildA, buildC]);
  const handle = engine.client.workflow.getHandle(week);
  await handle.executeUpdate(CANCEL_UPDATE, { args: [{ by: "ada", reason: "Enough." }] });
  await engine.until(week, "cancelled");
  expect(await end(engine, await start(writtenBy(3, sequenceOf(say))))).toBe('{"said":"RIPOSTE!!"}');

  // What nobody here knows waits, and is told.
  const foreign = await start(writtenBy(99, asking));
  await expect
    .poll(async () => (await listBuilds(engine.sql)).find(({ build }) => build === buildC)?.reason, {
      timeout: 20_000,
    })
    .toMatch(new RegExp(`^1 open run \\(${foreign}\\) needs ir 99 and semantics 99, which Riposte `));
  expect(third.log()).toContain("ir 99");
  expect((await engine.runOf(foreign)).state).toBe("queued");

  // A, alone again, does not touch what B and C began.
  await third.stop();
  const again = await engine.startWorker(QUICK);
  expect(again.log()).toMatch(
    /takes no runs: 2 open runs .* need ir 2 .* does not know: start Riposte .*build/,
  );
  await sleep(PATIENCE_S * 1_000);
  expect(await engine.runOf(askedByB)).toMatchObject({ state: "waiting" });
  expect(await currentBuild(engine)).toBe(buildC);
}, 240_000);

async function untilOpen(engine: Engine, runId: string, scope: string): Promise<void> {
  const open = () =>
    engine.sql`select 1 from approvals where run_id = ${runId} and scope = ${scope} and outcome is null`;
  await expect.poll(async () => (await open()).length, { timeout: 20_000 }).toBe(1);
}

test("runs from before there were versions go on; of two workers the newer takes the runs, none goes back, and the older steps in when alone", async () => {
  await using engine = await startEngine();
  const oldest = await engine.startWorker(QUICK, before.folder);
  const begunUnversioned = await engine.submit(asking, EVENT);
  await engine.until(begunUnversioned, "waiting");
  await oldest.stop();
  // It knew no builds, and Temporal none of it.
  await engine.sql`delete from worker_builds`;
  const older = await engine.startWorker(QUICK);
  const buildA = await untilTaken(engine, null);
  await decide(engine, begunUnversioned, { step: "ask" });
  expect(await end(engine, begunUnversioned)).toBe('{"said":"RIPOSTE"}');
  const advanced = await buildsOf(engine, begunUnversioned);
  expect([advanced[0], advanced.at(-1)]).toEqual(["none", buildA]);
  const waits = (from: number, count: number) =>
    Array.from({ length: count }, (_, at): StepOfTest => ({
      id: `w${from + at}`,
      kind: "wait",
      seconds: 0.25,
    }));
  const submit = (...steps: readonly StepOfTest[]) =>
    Promise.all(Array.from({ length: 8 }, () => engine.submit(sequenceOf(...steps, say), EVENT)));
  const busy = await submit(...waits(0, 16));
  const halted = await submit({ id: "ask", kind: "approval" }, ...waits(0, 4));
  const [left = ""] = await submit({ id: "ask", kind: "approval" });
  for (const run of [...halted, left]) await engine.until(run, "waiting");

  const newer = await engine.startWorker(QUICK, b.folder);
  const buildB = await untilTaken(engine, buildA);
  const restarting = older.stop().then(() => engine.startWorker(QUICK));
  for (const run of halted) await decide(engine, run, { step: "ask" });
  const restarted = await restarting;
  const begunMeanwhile = await submit(...waits(0, 2));
  for (const run of [...busy, ...halted, ...begunMeanwhile]) {
    expect(await end(engine, run)).toBe('{"said":"RIPOSTE"}');
  }
  for (const run of busy)
    expect([[buildA], [buildA, buildB], [buildB]]).toContainEqual(await buildsOf(engine, run));
  for (const run of halted) expect(await buildsOf(engine, run)).toEqual([buildA, buildB]);
  for (const run of begunMeanwhile) expect(await buildsOf(engine, run)).toEqual([buildB]);
  expect(await currentBuild(engine)).toBe(buildB);
  await expect.poll(() => restarted.log()).toMatch(/takes no runs: Riposte .* is newer and has them/);

  await newer.kill();
  expect(await untilTaken(engine, buildB)).toBe(buildA);
  expect(restarted.log()).toMatch(
    /had the runs and has been gone for 2 s: .*, which is older, goes on with them/,
  );
  await decide(engine, left, { step: "ask" });
  expect(await end(engine, left)).toBe('{"said":"RIPOSTE"}');
}, 240_000);
