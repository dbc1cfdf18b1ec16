import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { enterTurn, leaveTurn, sweepTurns } from "./call-turns.ts";
import { saveConnector } from "./connectors.ts";
import { insertPlan } from "./plans.ts";
import { insertPlaybook } from "./playbooks.ts";
import { greetRunner, setRunnerDraining } from "./runners.ts";
import { createWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
let planHash = "";
let workspaceId = "";
let runId = "";

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  planHash = await insertPlan(connection.db, "{}");
});
beforeEach(async () => {
  const { db, sql } = connection;
  workspaceId = await createWorkspace(db, "Test");
  const playbook = newId("pb");
  runId = newId("run");
  await insertPlaybook(db, { id: playbook, workspaceId, name: "P", description: "", draft: "{}" });
  await sql`insert into runs (id, workspace_id, playbook_id, version, plan_hash, state, started_at)
    values (${runId}, ${workspaceId}, ${playbook}, 1, ${planHash}, 'running', now())`;
});
afterAll(async () => {
  await connection.close();
  await database[Symbol.asyncDispose]();
});

const ACTION = "script.look";
const keyOf = (step: string) => ({ runId, step, scope: "", attempt: 1 });

/** As the runner of scripts asks, for a step that names a group. */
async function enterAt(group: string, step: string) {
  const [row] = await connection.sql<{ verdict: string; waits: string | null }[]>`
    select * from call_turn_enter(${workspaceId}, ${runId}, ${step}, '', 1, ${runId}, ${ACTION}, null,
      ${`w1/${step}`}, ${group})`;
  const waits: unknown = JSON.parse(row?.waits ?? "null");
  return { verdict: row?.verdict, waits };
}

function enter(step: string, connector: string | null) {
  const owner = `w1/${step}`;
  return enterTurn(connection.db, {
    workspaceId,
    key: keyOf(step),
    workflowId: runId,
    action: ACTION,
    connector,
    owner,
  });
}

async function came(): Promise<string[]> {
  return (await sweepTurns(connection.db, { againMs: 0 })).came
    .filter((turn) => turn.runId === runId)
    .map(({ step }) => step);
}

/** With room for one script. */
async function runnerOf(group: string): Promise<string> {
  const runner = newId("run");
  const said = { name: "host", release: "1", slots: 1, interpreters: [] };
  await greetRunner(connection.db, { workspaceId, group, runner }, said);
  return runner;
}

test("a step that names a group waits for a runner of it, and for no other's", async () => {
  expect(await enterAt("dmz", "first")).toMatchObject({
    verdict: "waits",
    waits: { kind: "group", target: "dmz", group: "dmz", why: "no_runner" },
  });
  await runnerOf("lab");
  expect(await came()).toEqual([]);
  expect(await enterAt("lab", "other"), "one of another group is not behind it").toMatchObject({
    verdict: "taken",
  });
  const id = await runnerOf("dmz");
  expect(await came()).toEqual(["first"]);
  expect(await enterAt("dmz", "first")).toMatchObject({ verdict: "taken" });
  const busy = { kind: "group", why: "runners_busy", most: 1 };
  expect(await enterAt("dmz", "second")).toMatchObject({ verdict: "waits", waits: busy });
  await setRunnerDraining(connection.db, workspaceId, { id, isDraining: true });
  expect(await enterAt("dmz", "second")).toMatchObject({ verdict: "waits", waits: { why: "draining" } });
  expect(await enter("without", null)).toEqual({ verdict: "free" });
});

test("steps and connectors of a group share its runners", async () => {
  const siem = { name: "siem", type: "siem", settings: "{}", runnerGroup: "dmz", sealSecrets: null };
  await saveConnector(connection.db, { workspaceId, ...siem });
  await runnerOf("dmz");
  expect(await enter("by_connector", "siem")).toEqual({ verdict: "taken" });
  expect(await enterAt("dmz", "named")).toMatchObject({
    verdict: "waits",
    waits: { why: "runners_busy" },
  });
  expect(await enter("behind", "siem")).toMatchObject({
    verdict: "waits",
    waits: { kind: "connector", target: "siem", group: "dmz", why: "runners_busy" },
  });
  await leaveTurn(connection.db, { workspaceId, key: keyOf("by_connector"), owner: "w1/by_connector" });
  expect(await came()).toEqual(["named"]);
});
