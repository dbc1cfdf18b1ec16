import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { newId } from "../ids.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { acceptTrigger } from "./accept.ts";
import type { Acceptance } from "./accept.ts";
import { insertPlan } from "./plans.ts";
import { insertPlaybook, insertVersion, setPlaybookEnabled } from "./playbooks.ts";
import { createWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
let workspaceId: string;
let playbookId: string;
let planHash: string;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url, { max: 10 });
  planHash = await insertPlan(connection.db, "{}");
});
beforeEach(async () => {
  const { db } = connection;
  workspaceId = await createWorkspace(db, "Test");
  playbookId = newId("pb");
  await insertPlaybook(db, { id: playbookId, workspaceId, name: "P", description: "", draft: "{}" });
  await publish(1);
  await setPlaybookEnabled(db, workspaceId, { id: playbookId, enabled: true });
});
afterAll(async () => {
  await connection.close();
  await database.close();
});

function publish(version: number): Promise<void> {
  const row = { playbookId, version, graph: "{}", planHash, message: "", author: "test" };
  return insertVersion(connection.db, workspaceId, row);
}

function accept(changes: Partial<Acceptance> = {}) {
  return acceptTrigger(connection.sql, {
    runId: newId("run"),
    workspaceId,
    playbookId,
    triggerId: null,
    planHash,
    version: 1,
    event: { kind: "inline", json: "{}" },
    simulate: false,
    dedupeScope: playbookId,
    dedupeKey: "k",
    bodyHash: "b",
    signature: null,
    turn: null,
    debounce: null,
    ...changes,
  });
}

async function count(table: "inbox" | "runs"): Promise<number> {
  const rows =
    await connection.sql`select 1 from ${connection.sql(table)} where workspace_id = ${workspaceId}`;
  return rows.length;
}

test("of fifty at once with one key one is accepted and the others are its duplicates", async () => {
  const results = await Promise.all(Array.from({ length: 50 }, () => accept()));
  expect(results.filter(({ kind }) => kind === "accepted")).toHaveLength(1);
  expect(new Set(results.map((result) => result.kind !== "moved" && result.runId)).size).toBe(1);
  expect([await count("inbox"), await count("runs")]).toEqual([1, 1]);
});

test("the same run said twice is accepted twice and there once", async () => {
  const runId = newId("run");
  expect([await accept({ runId }), await accept({ runId })]).toEqual([
    { kind: "accepted", runId, joinedWith: null },
    { kind: "accepted", runId, joinedWith: null },
  ]);
  expect(await count("runs")).toBe(1);
});

test("another body under the same key is told apart", async () => {
  await accept();
  expect(await accept({ bodyHash: "other" })).toMatchObject({ kind: "duplicate", sameBody: false });
});

test("a version that is no longer the published one, and a playbook that is off, accept nothing", async () => {
  await publish(2);
  expect(await accept()).toEqual({ kind: "moved" });
  await setPlaybookEnabled(connection.db, workspaceId, { id: playbookId, enabled: false });
  expect(await accept({ version: 2 })).toEqual({ kind: "moved" });
  expect(await count("inbox")).toBe(0);
});

test("a duplicate is recognised although the playbook has moved on", async () => {
  const first = await accept();
  await publish(2);
  expect(await accept()).toMatchObject({
    kind: "duplicate",
    runId: first.kind === "accepted" && first.runId,
  });
});

test("another workspace's playbook cannot be meant", async () => {
  expect(await accept({ workspaceId: await createWorkspace(connection.db, "Other") })).toEqual({
    kind: "moved",
  });
});

test("the signature of a retry is spent as well: without its key, or under another one, it is the same run", async () => {
  const first = await accept({ dedupeKey: "order", signature: "g1" });
  if (first.kind !== "accepted") throw new Error(first.kind);
  const same = { kind: "duplicate", runId: first.runId };
  expect(await accept({ dedupeKey: "order", signature: "g2" })).toMatchObject({ ...same, sameBody: true });
  for (const dedupeKey of ["signature:g2", "another"])
    expect(await accept({ dedupeKey, signature: "g2" })).toMatchObject(same);
});

test("a signature is good for one run, whatever key comes with it", async () => {
  const first = await accept({ dedupeKey: "s1", signature: "ab" });
  const replayed = await accept({ dedupeKey: "s2", signature: "ab" });
  expect(replayed).toEqual({ ...first, kind: "duplicate", sameBody: true });
  expect(await accept({ dedupeKey: "s3", signature: "cd" })).toMatchObject({ kind: "accepted" });
});
