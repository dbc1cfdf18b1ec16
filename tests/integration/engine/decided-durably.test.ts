import { DECIDE_UPDATE, EVENT_SIGNAL } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { planOf } from "./support/plan-of.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorker();
});
afterAll(() => engine[Symbol.asyncDispose]());

const handle = (runId: string) => engine.client.workflow.getHandle(runId);

function approve(runId: string, step: string): Promise<unknown> {
  const decision = { step, decision: "approve", by: "ada", comment: "" };
  return handle(runId).executeUpdate(DECIDE_UPDATE, { args: [decision] });
}

/** Its records are about to be written, which is the last thing before a fresh history. */
async function isWriting(): Promise<boolean> {
  const [row] = await engine.sql`
    select count(*)::int as waiting from pg_stat_activity
    where wait_event_type = 'Lock' and query like '%step_runs%'`;
  return row?.["waiting"] > 0;
}

async function rulingOn(runId: string, step: string): Promise<string | null> {
  const [row] = await engine.sql`select outcome from approvals where run_id = ${runId} and step = ${step}`;
  return row?.["outcome"] ?? null;
}

const askTwice = planOf(
  [
    { id: "ask", kind: "approval" },
    { id: "again", kind: "approval" },
  ],
  ["start>ask", "ask.approved>again"],
);

test("a decision stands although Temporal throws away the workflow task that acts on it", async () => {
  const runId = await engine.submit(askTwice);
  await engine.until(runId, "waiting");
  const isOnFreshHistory = async () => {
    const { events } = await handle(runId).fetchHistory();
    const isFresh = Boolean(events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId);
    return isFresh && events?.some((event) => event.workflowTaskCompletedEventAttributes) === true;
  };
  await expect.poll(isOnFreshHistory, { timeout: 20_000 }).toBe(true);

  const locked = Promise.withResolvers<void>();
  const lock = engine.sql.begin(async (sql) => {
    await sql`lock table step_runs in access exclusive mode`;
    await locked.promise;
  });
  const decided = approve(runId, "ask");
  decided.catch(() => {});
  await expect.poll(() => rulingOn(runId, "ask"), { timeout: 20_000 }).toBe("approved");
  await expect.poll(isWriting, { timeout: 20_000 }).toBe(true);
  // What comes meanwhile, whatever it is, keeps Temporal from letting it go to a fresh history.
  const nothing = { step: "nobody", scope: "", attempt: 1, end: { kind: "timed_out" } };
  await handle(runId).signal(EVENT_SIGNAL, nothing);
  locked.resolve();
  await lock;

  await decided;
  await approve(runId, "again");
  expect((await engine.until(runId, "done", "failed")).state).toBe("done");
}, 120_000);
