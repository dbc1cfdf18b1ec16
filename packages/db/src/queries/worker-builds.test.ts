import { afterAll, beforeAll, expect, test } from "vitest";
import { OWN_RELEASE } from "../builds/own-release.ts";
import { whyNotRun } from "../builds/why-not-run.ts";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { insertPlan } from "./plans.ts";
import { decidingAlone, listBuilds, listUnknownRuns, noteAlive, noteStanding } from "./worker-builds.ts";
import { ensureDefaultWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
});
afterAll(async () => {
  await connection.close();
  await database[Symbol.asyncDispose]();
});

const build = (name: string, more: object = {}) => ({ ...OWN_RELEASE, build: name, ...more });

test("the newer of two is who knows more migrations, then who was seen later, however often it comes again", async () => {
  const { sql } = connection;
  await noteAlive(sql, build("second"), 60_000);
  await noteAlive(sql, build("third"), 60_000);
  await noteAlive(sql, build("first", { migrations: OWN_RELEASE.migrations - 1 }), 0);
  await noteAlive(sql, build("second"), 60_000);
  const builds = await listBuilds(sql);
  expect(builds.map(({ build }) => build)).toEqual(["first", "second", "third"]);
  expect(builds.map(({ isAlive }) => isAlive)).toEqual([false, true, true]);
});

test("who takes the runs is the only one that has them", async () => {
  const { sql } = connection;
  await noteStanding(sql, build("second"), { standing: "current", reason: null, forMs: 60_000 });
  await noteStanding(sql, build("third"), { standing: "current", reason: null, forMs: 60_000 });
  const standings = (await listBuilds(sql)).map(({ build, standing }) => `${build} ${standing}`);
  expect(standings).toEqual(["first behind", "second behind", "third current"]);
});

test("decisions are taken one after the other", async () => {
  let under = 0;
  const most: number[] = [];
  const decide = () =>
    decidingAlone(connection.sql, async () => {
      most.push(++under);
      await connection.sql`select pg_sleep(0.02)`;
      under -= 1;
    });
  await Promise.all([decide(), decide(), decide()]);
  expect(most).toEqual([1, 1, 1]);
});

test("open runs whose plans are not known are told with who knows them; those that are over do not count", async () => {
  const { db, sql } = connection;
  const workspace = await ensureDefaultWorkspace(db);
  await sql`insert into playbooks (id, workspace_id, name, draft) values ('pb_1', ${workspace}, 'P', '{}')`;
  const plan = (ir: number, semantics: number) =>
    insertPlan(db, `{"ir":${ir},"semantics":${semantics},"x":1}`);
  const run = async (id: string, hash: string, state: string) => {
    await sql`insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
              values (${id}, ${workspace}, 'pb_1', 1, ${hash}, ${state})`;
  };
  await run("run_1", await plan(1, 1), "waiting");
  await run("run_2", await plan(8, 9), "done");
  expect(await whyNotRun(sql, OWN_RELEASE)).toBeNull();

  for (const state of ["queued", "waiting", "paused", "stuck"])
    await run(`run_${state}`, await plan(8, 9), state);
  const unknown = await listUnknownRuns(sql, OWN_RELEASE, null);
  expect(unknown).toEqual([
    { ir: 8, semantics: 9, count: 4, runs: ["run_queued", "run_waiting", "run_paused"] },
  ]);
  const own = { ...OWN_RELEASE, release: "1.0.0" };
  expect(await whyNotRun(sql, own)).toBe(
    "4 open runs (run_queued, run_waiting, run_paused, …) need ir 8 and semantics 9, which Riposte 1.0.0 does not " +
      "know: start a version of Riposte that does, or a later one.",
  );
  await noteAlive(sql, build("abcdef0123", { release: "2.0.0", ir: [1, 8], semantics: [1, 9] }), 0);
  expect(await whyNotRun(sql, own)).toContain(
    "start Riposte 2.0.0 (build abcdef01), which does, or a later one.",
  );
  expect(await whyNotRun(sql, own, "ws_other")).toBeNull();
});
