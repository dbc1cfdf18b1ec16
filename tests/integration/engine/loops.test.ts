import { endSilentRun } from "@riposte/db";
import { DECIDE_UPDATE, ITERATION_OVER, RESOLVE_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { countOf, rawHistories } from "./support/history.ts";
import { planOf } from "./support/plan-of.ts";
import type { StepOfTest } from "./support/plan-of.ts";
import { done, startScriptWorker } from "./support/script-worker.ts";

let engine: Engine;
let scripts: AsyncDisposable;
const calls = new Map<string, number>();
beforeAll(async () => {
  engine = await startEngine({ suggestFreshHistoryAfter: 200 });
  await engine.startWorker();
  scripts = await startScriptWorker(engine, async ({ runId, step, scope }) => {
    const key = `${runId} ${step} ${scope}`;
    calls.set(key, (calls.get(key) ?? 0) + 1);
    if (step === "lost" && scope === "each[0]") return { kind: "unknown", failure: LOST };
    if (step === "breaks" && scope === "each[0]") return { kind: "failed", failure: BROKEN };
    return done(JSON.stringify({ scope, filler: step.startsWith("big") ? "x".repeat(2_000) : "" }));
  });
});
const LOST = { code: "unknown_outcome", message: "Lost.", retryable: false } as const;
const BROKEN = { code: "script_failed", message: "No.", retryable: false } as const;
afterAll(async () => {
  await scripts[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

const COLLECTS = { readsTrigger: false, readsVars: false, readsLoop: true };

type ForEachOfTest = Extract<StepOfTest, { kind: "for_each" }>;

const each = (
  over: NonNullable<ForEachOfTest["over"]>,
  more: Partial<ForEachOfTest> = {},
): ForEachOfTest => ({
  id: "each",
  kind: "for_each",
  over,
  collectReads: { ...COLLECTS, reads: [] },
  ...more,
});

const script = (id: string): StepOfTest => ({
  id,
  parent: "each",
  kind: "action",
  action: "script",
  effect: "write",
  execution: "script",
});

async function rowsOf(runId: string, step: string) {
  return engine.sql<{ scope: string; state: string; archived: boolean; output: string | null }[]>`
    select scope, state, archived, output from step_runs where run_id = ${runId} and step = ${step}`;
}

/** What a loop gave, wherever it lies. */
async function givenBy(runId: string, loop = "each"): Promise<{ count: number; results: unknown[] }> {
  const [row] = await rowsOf(runId, loop);
  const payload = JSON.parse(row?.output ?? "null") as { json?: string; hash?: string };
  if (payload.json !== undefined) return JSON.parse(payload.json);
  const [blob] =
    await engine.sql`select convert_from(string_agg(body, '' order by at), 'utf8') as text from blob_chunks where hash = ${payload.hash ?? ""}`;
  return JSON.parse(blob?.["text"]);
}

test("10,000 light iterations: every step recorded, the results in order, histories and states small", async () => {
  const plan = planOf(
    [
      each("{{ range(10000) | list }}", {
        collect: "{{ steps.s.text }}",
        collectReads: { ...COLLECTS, reads: ["s"] },
      }),
      {
        id: "s",
        parent: "each",
        kind: "set",
        readsLoop: true,
        assignments: [{ name: "text", value: "item {{ item }} of the list" }],
      },
    ],
    ["start>each", "each.each>s"],
  );
  const runId = await engine.submit(plan);
  const run = await engine.until(runId, "done", "failed");
  expect(run.state).toBe("done");
  const { count, results } = await givenBy(runId);
  expect(count).toBe(10_000);
  expect(results).toEqual(Array.from({ length: 10_000 }, (_, at) => `item ${at} of the list`));
  const rows = await rowsOf(runId, "s");
  expect(rows).toHaveLength(10_000);
  expect(new Set(rows.map(({ state, archived }) => `${state} ${archived}`))).toEqual(new Set(["done true"]));
  const histories = await rawHistories(engine, runId);
  for (const events of histories) expect(events.length).toBeLessThan(1_000);
  // The server takes up to a second for the shortest.
  for (const events of histories) expect(countOf(events, "timerFired")).toBe(0);
});

test("scripts side by side over several histories: each called once, at most so many at once", async () => {
  const plan = planOf(
    [
      each("{{ range(120) | list }}", {
        parallel: 20,
        collect: "{{ steps.big.scope }}",
        collectReads: { ...COLLECTS, reads: ["big"] },
      }),
      script("big"),
    ],
    ["start>each", "each.each>big"],
  );
  const runId = await engine.submit(plan);
  expect((await engine.until(runId, "done", "failed")).state).toBe("done");
  const { results } = await givenBy(runId);
  expect(results).toEqual(Array.from({ length: 120 }, (_, at) => `each[${at}]`));
  for (let at = 0; at < 120; at++) expect(calls.get(`${runId} big each[${at}]`)).toBe(1);
  expect((await rawHistories(engine, runId)).length).toBeGreaterThan(1);
  const attempts = await rowsOf(runId, "big");
  expect(attempts).toHaveLength(120);
});

test("a list of an event in the blob store is gone over page by page", async () => {
  const plan = planOf(
    [
      each("{{ trigger.rows }}", { readsTrigger: true, collect: "{{ item.n }}" }),
      { id: "j", parent: "each", kind: "join" },
    ],
    ["start>each", "each.each>j"],
  );
  const rows = Array.from({ length: 400 }, (_, n) => ({ n, text: "x".repeat(n === 7 ? 70_000 : 100) }));
  const runId = await engine.submit(plan, { event: JSON.stringify({ rows }) });
  expect((await engine.until(runId, "done", "failed")).state).toBe("done");
  expect((await givenBy(runId)).results).toEqual(rows.map(({ n }) => n));
});

test("iterations wait for people each on their own; a decision names its iteration", async () => {
  const plan = planOf(
    [
      each(["a", "b"], {
        parallel: 2,
        collect: "{{ steps.ask.decision }}",
        collectReads: { ...COLLECTS, reads: ["ask"] },
      }),
      { id: "ask", parent: "each", kind: "approval" },
    ],
    ["start>each", "each.each>ask"],
  );
  const runId = await engine.submit(plan);
  await engine.until(runId, "waiting");
  const decide = (scope: string, decision: string) =>
    engine.client.workflow
      .getHandle(runId)
      .executeUpdate(DECIDE_UPDATE, { args: [{ step: "ask", scope, decision, by: "ada", comment: "" }] });
  await expect.poll(async () => (await rawHistories(engine, runId)).length, { timeout: 20_000 }).toBe(2);
  await decide("each[1]", "reject");
  await expect(decide("each[1]", "approve")).rejects.toThrow();
  await expect(decide("", "approve")).rejects.toThrow();
  await decide("each[0]", "approve");
  expect((await engine.until(runId, "done")).state).toBe("done");
  expect((await givenBy(runId)).results).toEqual(["approved", "rejected"]);
  const asked = await engine.sql`select scope, outcome from approvals where run_id = ${runId} order by scope`;
  expect(asked).toEqual([
    { scope: "each[0]", outcome: "approved" },
    { scope: "each[1]", outcome: "rejected" },
  ]);
});

test("who says what became of a step hears that its iteration is over, while the run goes on", async () => {
  const plan = planOf(
    [
      each(["a", "b"], { parallel: 2, onItemFailure: "skip" }),
      script("lost"),
      script("breaks"),
      { id: "ask", parent: "each", kind: "approval" },
    ],
    ["start>each", "each.each>lost", "each.each>breaks", "each.each>ask"],
  );
  const runId = await engine.submit(plan);
  await engine.until(runId, "waiting");
  const resolve = (scope: string) =>
    engine.client.workflow
      .getHandle(runId)
      .executeUpdate(RESOLVE_UPDATE, {
        args: [{ step: "lost", scope, attempt: 1, outcome: "done", by: "ada", reason: "seen" }],
      })
      .then(
        () => "heard",
        (error: Error) => (error.cause as { type?: string } | undefined)?.type,
      );
  expect(await resolve("each[0]")).toBe(ITERATION_OVER);
  expect(await resolve("each[1]")).toBe("NotWaiting");
  await engine.client.workflow.getHandle(runId).executeUpdate(DECIDE_UPDATE, {
    args: [{ step: "ask", scope: "each[1]", decision: "approve", by: "ada", comment: "" }],
  });
  expect((await engine.until(runId, "done")).state).toBe("done");
});

test("five loops within each other run as deep as they are drawn", async () => {
  const levels = ["a", "b", "c", "d", "e"];
  const within = (at: number) => (at === 0 ? {} : { parent: levels[at - 1] ?? "" });
  const plan = planOf(
    [
      ...levels.map((id, at): StepOfTest => ({
        ...each([1, 2]),
        ...within(at),
        id,
        collect: at === 4 ? "{{ steps.s.path }}" : `{{ steps.${levels[at + 1]}.results | flatten }}`,
        collectReads: { ...COLLECTS, reads: [levels[at + 1] ?? "s"] },
        parallel: at === 2 ? 2 : 1,
      })),
      {
        id: "s",
        parent: "e",
        kind: "set",
        readsLoop: true,
        assignments: [
          {
            name: "path",
            value:
              "{{ [loop.parent.parent.parent.parent.item, loop.parent.parent.parent.item, loop.parent.parent.item, loop.parent.item, item] | join }}",
          },
        ],
      },
    ],
    ["start>a", "a.each>b", "b.each>c", "c.each>d", "d.each>e", "e.each>s"],
  );
  const runId = await engine.submit(plan);
  expect((await engine.until(runId, "done", "failed")).state).toBe("done");
  const given = Array.from({ length: 32 }, (_, at) =>
    at.toString(2).padStart(5, "0").replaceAll("1", "2").replaceAll("0", "1"),
  );
  expect(await givenBy(runId, "a")).toMatchObject({
    count: 2,
    results: [given.slice(0, 16), given.slice(16)],
  });
  const rows = await rowsOf(runId, "s");
  expect(rows).toHaveLength(32);
  expect(rows.map(({ scope }) => scope)).toContain("a[1]/b[0]/c[1]/d[0]/e[1]");
});

test("a run of nothing but light iterations hears a cancel in the midst of them", async () => {
  const plan = planOf(
    [
      { id: "outer", kind: "for_each", over: "{{ range(10000) | list }}" },
      each("{{ range(100) | list }}", { parent: "outer" }),
      { id: "j", parent: "each", kind: "join" },
    ],
    ["start>outer", "outer.each>each", "each.each>j"],
  );
  const runId = await engine.submit(plan);
  await engine.until(runId, "running");
  await engine.client.workflow.getHandle(runId).cancel();
  expect((await engine.until(runId, "cancelled", "done", "failed")).state).toBe("cancelled");
  const [events = []] = await rawHistories(engine, runId);
  expect(countOf(events, "timerStarted")).toBeGreaterThan(0);
});

test("what iterations did that are over is seen while the others go on, and stays when the run is ended from outside", async () => {
  const plan = planOf(
    [
      each(["a", "b", "c"], { parallel: 3, onItemFailure: "skip" }),
      script("breaks"),
      { id: "nap", parent: "each", kind: "wait", seconds: 3_600 },
    ],
    ["start>each", "each.each>breaks", "breaks>nap"],
  );
  const runId = await engine.submit(plan);
  const states = async () =>
    Object.fromEntries((await rowsOf(runId, "breaks")).map(({ scope, state }) => [scope, state]));
  const seen = { "each[0]": "failed", "each[1]": "done", "each[2]": "done" };
  await expect.poll(states, { timeout: 10_000 }).toEqual(seen);
  await engine.client.workflow.getHandle(runId).terminate("it hangs");
  await endSilentRun(engine.sql, runId, { state: "cancelled", failure: null });
  expect(await states()).toEqual(seen);
});
