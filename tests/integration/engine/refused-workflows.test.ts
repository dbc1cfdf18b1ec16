import { Client, Connection } from "@temporalio/client";
import { newId } from "@riposte/db";
import { PlanRef, RUN_QUEUE, WORKFLOW_TYPE } from "@riposte/temporal";
import type { RunInput } from "@riposte/temporal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, WORKSPACE } from "./support/engine.ts";
import type { Engine } from "./support/engine.ts";
import { planOf } from "./support/plan-of.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorker();
});
afterAll(() => engine[Symbol.asyncDispose]());

const PLAN = planOf([], []);

function inputFor(id: string): RunInput {
  const facts = {
    id,
    playbook: "P",
    playbookId: "pb_x",
    version: 1,
    workspaceId: WORKSPACE,
    simulate: false,
  };
  return { facts: { ...facts, startedAt: 0 }, trigger: { kind: "inline", json: "{}" }, resume: null };
}

async function execute(
  client: Client,
  options: { type?: string; id: string; args: unknown[] },
): Promise<unknown> {
  return client.workflow.execute(options.type ?? WORKFLOW_TYPE, {
    workflowId: options.id,
    taskQueue: RUN_QUEUE,
    args: options.args,
  });
}

test("a workflow of an unknown type fails", async () => {
  const failed = execute(engine.client, { type: "mineBitcoin", id: newId("run"), args: [] });
  await expect(failed).rejects.toMatchObject({ cause: { message: "No workflow is called mineBitcoin." } });
});

test("a run whose plan is not in the database fails, and its record says so", async () => {
  const id = await engine.submit(PLAN);
  await engine.until(id, "done");
  const run = newId("run");
  await engine.sql`
    insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
    select ${run}, workspace_id, playbook_id, version, plan_hash, 'queued' from runs where id = ${id}`;
  const result = await execute(engine.client, {
    id: run,
    args: [inputFor(run), new PlanRef("0".repeat(64))],
  });
  expect(result).toMatchObject({ state: "failed" });
  expect(await engine.runOf(run)).toMatchObject({ state: "failed", failure: { code: "internal" } });
});

test("a workflow without a run's row fails", async () => {
  const [row] = await engine.sql<{ hash: string }[]>`select hash from plans limit 1`;
  const id = newId("run");
  const failed = execute(engine.client, { id, args: [inputFor(id), new PlanRef(row?.hash ?? "")] });
  await expect(failed).rejects.toThrow("Workflow execution failed");
});

test("arguments that were copied from another run are refused", async () => {
  const id = newId("run");
  const failed = execute(engine.client, { id, args: [inputFor(newId("run")), new PlanRef("0".repeat(64))] });
  await expect(failed).rejects.toMatchObject({ cause: { message: "The arguments belong to another run." } });
});

test("a workflow with arguments that were not sealed fails before its first line", async () => {
  const connection = await Connection.connect({ address: engine.temporal.address });
  const plain = new Client({ connection });
  const id = newId("run");
  const args = [inputFor(id), "plan"];
  await plain.workflow.start(WORKFLOW_TYPE, { workflowId: id, taskQueue: RUN_QUEUE, args });
  await connection.close();
  const failed = engine.client.workflow.getHandle(id).result();
  await expect(failed).rejects.toMatchObject({
    cause: { message: expect.stringContaining("is not sealed") },
  });
});
