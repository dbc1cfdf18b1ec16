import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { appendAudit } from "./audit.ts";
import { endSilentRun } from "./overseen-runs.ts";
import { insertPlan } from "./plans.ts";
import { acceptLinked } from "./run-links.ts";
import { ensureDefaultWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
let workspaceId: string;
let planHash: string;
/** Its failed runs start another one. */
let playbook: string;
beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  workspaceId = await ensureDefaultWorkspace(connection.db);
  planHash = await insertPlan(connection.db, "{}");
  playbook = newId("pb");
  const { sql } = connection;
  await sql`
    insert into playbooks (id, workspace_id, name, draft, enabled, published_version)
    values (${playbook}, ${workspaceId}, 'Called', '{}', true, 1)`;
  await sql`
    insert into versions (playbook_id, version, graph, plan_hash, author, on_error)
    values (${playbook}, 1, '{}', ${planHash}, 'user:u', ${playbook})`;
  await sql`
    insert into triggers (id, workspace_id, playbook_id, type, config, plan_hash, version, enabled)
    values (${newId("trg")}, ${workspaceId}, ${playbook}, 'called', '{}', ${planHash}, 1, true)`;
});
afterAll(async () => {
  await connection.close();
  await database.close();
});

async function newRun(state = "running"): Promise<string> {
  const id = newId("run");
  await connection.sql`
    insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
    values (${id}, ${workspaceId}, ${playbook}, 1, ${planHash}, ${state})`;
  return id;
}

function call(parentId: string, step: string) {
  const runId = newId("run");
  const link = { kind: "child" as const, parentId, step, scope: "", attempt: 1, depth: 1 };
  const event = { kind: "inline", json: "{}" } as const;
  const accepted = acceptLinked(connection.sql, {
    runId,
    workspaceId,
    playbookId: playbook,
    version: 1,
    event,
    bodyHash: "",
    simulate: false,
    link,
  });
  return { runId, accepted };
}

async function errandsOf(runId: string): Promise<string[]> {
  const rows = await connection.sql<
    { kind: string }[]
  >`select kind from errands where run_id = ${runId} order by kind`;
  return rows.map(({ kind }) => kind);
}

const cancelled = {
  state: "cancelled",
  failure: { code: "cancelled", message: "It was ended.", retryable: false },
} as const;

test("whoever ends a run has those stopped that it waited for, and its waits for events withdrawn", async () => {
  const { sql } = connection;
  const parent = await newRun();
  const [open, over] = [call(parent, "a"), call(parent, "b")];
  expect(await Promise.all([open.accepted, over.accepted])).toEqual([true, true]);
  await sql`update runs set state = 'done' where id = ${over.runId}`;
  await sql`
    insert into event_waits (run_id, step, scope, attempt, workspace_id, source, lane, counts_from, state)
    values (${parent}, 'w', '', 1, ${workspaceId}, 'alert_status', '', now(), 'open')`;
  await endSilentRun(sql, parent, cancelled);
  expect(await errandsOf(open.runId)).toEqual(["stop"]);
  expect(await errandsOf(over.runId)).toEqual(["report"]);
  expect(await errandsOf(parent), "cancelled is not failed").toEqual([]);
  const [wait] = await sql`select state from event_waits where run_id = ${parent}`;
  expect(wait?.["state"]).toBe("withdrawn");
});

test("what Temporal ended is an accident, unless somebody here had it terminated", async () => {
  const [accident, meant] = [await newRun(), await newRun()];
  await appendAudit(connection.db, {
    workspaceId,
    actor: "user:u",
    action: "runs.terminate",
    target: `run:${meant}`,
    details: JSON.stringify({ reason: "it hangs" }),
  });
  for (const run of [accident, meant])
    await endSilentRun(connection.sql, run, { ...cancelled, isAccident: true });
  expect(await errandsOf(accident)).toEqual(["on_error"]);
  expect(await errandsOf(meant)).toEqual([]);
});

test("a run that is over calls no other one", async () => {
  const { runId, accepted } = call(await newRun("cancelled"), `s${randomUUID()}`);
  expect(await accepted).toBe(false);
  expect(await connection.sql`select id from runs where id = ${runId}`).toEqual([]);
});

test("a run that ends while it is calling another one either stops that or does not start it", async () => {
  for (let round = 0; round < 20; round++) {
    const parent = await newRun();
    const { runId, accepted } = call(parent, "a");
    const [started] = await Promise.all([accepted, endSilentRun(connection.sql, parent, cancelled)]);
    expect(await errandsOf(runId)).toEqual(started ? ["stop"] : []);
  }
});
