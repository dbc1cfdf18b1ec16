import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { acceptRerun } from "./reruns.ts";
import { acceptLinked } from "./run-links.ts";
import { runsWorld } from "./testing/runs-world.ts";

// Runs that other runs start, and those that repeat one, wait for their turn like any other.

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
});
afterAll(async () => {
  await connection.close();
  await database.close();
});

test.each(["child", "on_error"] as const)("a run started as %s obeys its playbook's limit", async (kind) => {
  const { sql } = connection;
  const world = await runsWorld(connection);
  const [caller, called] = [world.nameOf(0), world.nameOf(1)];
  const [plan] = await sql<
    { hash: string }[]
  >`select plan_hash as hash from versions where playbook_id = ${called}`;
  await sql`
    insert into triggers (id, workspace_id, playbook_id, type, config, plan_hash, version, enabled)
    values (${newId("trg")}, ${world.workspaceId}, ${called}, 'called', '{}', ${plan?.hash ?? ""}, 1, true)
    on conflict (playbook_id) do nothing`;
  await world.limit(1, { atOnce: 1, rate: null });
  const [parentId, first] = [await world.accept(0), await world.accept(1)];
  expect(caller).not.toBe(called);
  await world.start();
  const runId = newId("run");
  const inStep = { step: "s", scope: "", attempt: 1 };
  const nowhere = { step: null, scope: null, attempt: null };
  const accepted = await acceptLinked(sql, {
    runId,
    workspaceId: world.workspaceId,
    playbookId: called,
    version: 1,
    event: { kind: "inline", json: "{}" },
    bodyHash: "",
    simulate: false,
    link: { kind, parentId, depth: 3, ...(kind === "child" ? inStep : nowhere) },
  });
  expect(accepted).toBe(true);
  expect(await world.start()).toEqual([]);
  await world.end(first);
  expect((await world.claimTurns()).rows).toMatchObject([{ id: runId, depth: 3, recorded: null }]);
});

test("a rerun waits for the runs with its first run's key, and takes over what was recorded", async () => {
  const { sql } = connection;
  const world = await runsWorld(connection);
  const turn = { turn: { key: "a", otherwise: "wait" as const } };
  const first = await world.accept(0, turn);
  await world.start();
  await world.end(first);
  const second = await world.accept(0, turn);
  await world.start();
  const [version] = await sql<{ hash: string }[]>`select plan_hash as hash from inbox where id = ${first}`;
  const runId = newId("run");
  const accepted = await acceptRerun(sql, {
    runId,
    workspaceId: world.workspaceId,
    rerunOf: first,
    kind: "failed",
    step: null,
    recorded: "[]",
    requestedBy: "user:u",
    planHash: version?.hash ?? "",
    version: 1,
    draft: null,
    simulate: false,
    mustBePublished: true,
    dedupeKey: runId,
    bodyHash: "",
  });
  expect(accepted.kind).toBe("accepted");
  expect(await world.start()).toEqual([]);
  await world.end(second);
  expect((await world.claimTurns()).rows).toMatchObject([{ id: runId, depth: 0, recorded: "[]" }]);
});
