import { randomUUID } from "node:crypto";
import type { TestApi } from "@riposte/api/testing";
import { ensureDefaultWorkspace, insertPlan, noteStanding, OWN_RELEASE } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let token: string;
beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  workspaceId = await ensureDefaultWorkspace(api.connection.db);
  token = await api.token(workspaceId, "admin");
});
afterAll(() => api[Symbol.asyncDispose]());

const ask = (path: string, input: object) => api.call(token, path, "mutation", input);

/** A run of the playbook whose plan only a newer version of Riposte knows. */
async function runOfNewer(playbook: string, state: string): Promise<string> {
  const { db, sql } = api.connection;
  const [row] = await sql`select p.id, l.body from playbooks p join triggers t on t.playbook_id = p.id
                          join plans l on l.hash = t.plan_hash where p.name = ${playbook}`;
  const body = String(row?.["body"]).replace(/^\{"ir":\d+,"semantics":\d+,/, '{"ir":9,"semantics":9,');
  const [hash, id, playbookId] = [await insertPlan(db, body), `run_${randomUUID()}`, row?.["id"] as string];
  await sql`insert into inbox (id, workspace_id, playbook_id, plan_hash, version, event, dedupe_scope, dedupe_key, body_hash)
            values (${id}, ${workspaceId}, ${playbookId}, ${hash}, 1, '{"kind":"inline","json":"{}"}', ${id}, '', '')`;
  await sql`insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
            values (${id}, ${workspaceId}, ${playbookId}, 1, ${hash}, ${state})`;
  return id;
}

test("while runs of a newer version are open, this one publishes and tests nothing; what it never knew it does not rerun", async () => {
  const playbook = { name: "Newer", graph: manualGraph(), publish: true, enable: true };
  expect((await ask("playbooks.save", playbook)).status).toBe(200);
  const over = await runOfNewer("Newer", "done");
  expect((await ask("playbooks.publish", { name: "Newer" })).status).toBe(200);
  expect(await ask("runs.rerun", { id: over, on: "same" })).toMatchObject({
    status: 409,
    body: { message: expect.stringMatching(/ir 9 and semantics 9; this version of Riposte knows ir 1 /) },
  });

  const open = await runOfNewer("Newer", "waiting");
  const why = `1 open run (${open}) needs ir 9 and semantics 9, which Riposte ${OWN_RELEASE.release} does not know`;
  for (const [path, input, done] of [
    ["playbooks.save", playbook, "published"],
    ["playbooks.publish", { name: "Newer" }, "published"],
    ["playbooks.test", { playbook: "Newer" }, "tested"],
  ] as const) {
    const message = expect.stringContaining(`Newer was not ${done}. ${why}`);
    expect(await ask(path, input)).toMatchObject({ status: 409, body: { message } });
  }
});

test("status shows the builds that are there and which takes the runs; why not, only to admins of the default workspace", async () => {
  const { sql } = api.connection;
  const note = (build: string, standing: "current" | "behind", forMs: number) => {
    const reason = standing === "current" ? null : "Riposte 2 is newer.";
    return noteStanding(sql, { ...OWN_RELEASE, build }, { standing, reason, forMs });
  };
  await note("gone", "behind", -1);
  await note("older", "behind", 60_000);
  await note("newer", "current", 60_000);
  const { release } = OWN_RELEASE;
  const workers = [
    { build: "older", release, standing: "behind", reason: "Riposte 2 is newer." },
    { build: "newer", release, standing: "current", reason: null },
  ];
  expect((await api.call(token, "status.get", "query")).body).toMatchObject({ workers });
  const viewer = await api.token(workspaceId, "viewer");
  const seen = (await api.call(viewer, "status.get", "query")).body;
  expect(seen).toMatchObject({ workers: workers.map((worker) => ({ ...worker, reason: null })) });
});
