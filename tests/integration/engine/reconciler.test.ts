import { insertPlan, newId } from "@riposte/db";
import { DECIDE_UPDATE } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "./support/engine.ts";
import type { Engine, RunOfTest } from "./support/engine.ts";
import { sequenceOf } from "./support/plan-of.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorker();
});
afterAll(() => engine[Symbol.asyncDispose]());

const ASK = sequenceOf({ id: "ask", kind: "approval" }, { id: "after", kind: "join" });

/** As if nothing had been heard of it for a while, until the reconciler has found this. */
async function silentUntil(runId: string, ...states: readonly string[]): Promise<RunOfTest> {
  await expect
    .poll(
      async () => {
        await engine.sql`update runs set touched_at = now() - interval '2 minutes' where id = ${runId}`;
        return states.includes((await engine.runOf(runId)).state);
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(true);
  return engine.runOf(runId);
}

async function waiting(): Promise<string> {
  const runId = await engine.submit(ASK);
  await engine.until(runId, "waiting");
  return runId;
}

const approve = (runId: string) =>
  engine.client.workflow
    .getHandle(runId)
    .executeUpdate(DECIDE_UPDATE, { args: [{ step: "ask", decision: "approve", by: "ada", comment: "" }] });

test("a run that was terminated in Temporal ends here too, with the reason", async () => {
  const runId = await waiting();
  await engine.client.workflow.getHandle(runId).terminate("cleaning up");
  const run = await silentUntil(runId, "cancelled", "failed");
  expect(run).toMatchObject({
    state: "cancelled",
    failure: { message: expect.stringContaining("cleaning up") },
  });
  expect(run.steps["ask"]?.state).toBe("cancelled");
  const [approval] = await engine.sql`select outcome from approvals where run_id = ${runId}`;
  expect(approval?.["outcome"]).toBe("withdrawn");
});

test("a run that Temporal does not know is lost, loudly", async () => {
  const { sql } = engine;
  const like = await waiting();
  const runId = newId("run");
  await sql`
    insert into inbox (id, workspace_id, playbook_id, plan_hash, version, event, dedupe_scope, dedupe_key, body_hash,
                       start_attempted_at, started_at)
    select ${runId}, workspace_id, playbook_id, plan_hash, version, event, dedupe_scope, ${runId}, '', now(), now()
    from inbox where id = ${like}`;
  await sql`
    insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
    select ${runId}, workspace_id, playbook_id, version, plan_hash, 'running' from runs where id = ${like}`;
  expect(await silentUntil(runId, "lost", "cancelled")).toMatchObject({
    state: "lost",
    failure: { code: "internal" },
  });
});

test("a run whose record was thrown back to an earlier state gets its end again", async () => {
  const runId = await waiting();
  await approve(runId);
  await engine.until(runId, "done");
  await engine.sql`update runs set state = 'running', finished_at = null where id = ${runId}`;
  expect((await silentUntil(runId, "done")).state).toBe("done");
});

test("a run that waits for a person and is well is touched and nothing else", async () => {
  const runId = await waiting();
  await engine.sql`update runs set touched_at = now() - interval '2 minutes' where id = ${runId}`;
  await expect
    .poll(
      async () => {
        const [row] = await engine.sql`
          select touched_at > now() - interval '30 seconds' as touched from runs where id = ${runId}`;
        return row?.["touched"];
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  expect((await engine.runOf(runId)).state).toBe("waiting");
});

test("a run whose workflow task fails again and again is stuck, and goes on when it can", async () => {
  const { sql } = engine;
  const plan = sequenceOf({ id: "ask", kind: "approval" }, { id: "of_the_stuck", kind: "join" });
  const hash = await insertPlan(engine.connection.db, plan);
  // Damaged where it lies: no worker will take it for the plan.
  await sql`update plans set body = body || ' ' where hash = ${hash}`;
  const runId = await engine.submit(plan);
  await expect.poll(() => taskAttempt(runId), { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  const stuck = await silentUntil(runId, "stuck");
  expect(stuck.failure).toMatchObject({ code: "internal", message: expect.stringContaining("was changed") });

  await sql`update plans set body = ${plan} where hash = ${hash}`;
  await engine.until(runId, "waiting");
  expect(await engine.runOf(runId)).toMatchObject({ failure: null });
  // Temporal takes no update before it knows that the task went well; the record is quicker.
  const taken = () =>
    approve(runId).then(
      () => true,
      () => false,
    );
  await expect.poll(taken, { timeout: 30_000, interval: 500 }).toBe(true);
  await engine.until(runId, "done");
});

async function taskAttempt(runId: string): Promise<number> {
  const description = await engine.client.workflow.getHandle(runId).describe();
  return description.raw.pendingWorkflowTask?.attempt ?? 0;
}
