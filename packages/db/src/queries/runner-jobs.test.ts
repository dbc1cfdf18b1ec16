import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../connect.ts";
import type { Connection } from "../connect.ts";
import { startTestDatabase } from "../testing.ts";
import type { TestDatabase } from "../testing.ts";
import { beatRunnerJob, endRunnerJob, openRunnerJob, takeRunnerJob } from "./runner-jobs.ts";
import { greetRunner, partRunner, setRunnerDraining } from "./runners.ts";
import { createWorkspace } from "./workspaces.ts";

let database: TestDatabase;
let connection: Connection;
let workspaceId = "";
beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  workspaceId = await createWorkspace(connection.db, "one");
});
afterAll(async () => {
  await connection.close();
  await database[Symbol.asyncDispose]();
});

const FAR_OFF = 4_000_000_000_000;
const said = { name: "host", release: "1", slots: 1, interpreters: [] };

async function there(runner: string, group = "dmz") {
  const of = { workspaceId, group, runner };
  await greetRunner(connection.db, of, said);
  return of;
}

/** One that is offered to the group dmz, under an attempt that another run has a claim beside. */
async function offered(run: string): Promise<{ readonly id: string; readonly send: () => Promise<unknown> }> {
  const { sql } = connection;
  const id = `rjb_${run}`;
  await sql`select runner_job_offer(${id}, ${workspaceId}, ${"dmz"}, ${run}, ${"s"}, ${""}, ${1})`;
  const send = async () => {
    await sql`select * from attempt_claim(${run}, ${"s"}, ${""}, ${1}, ${`worker/${run}`}, ${false})`;
    return sql`select runner_job_send(${id}, ${`worker/${run}`}, ${1}, ${FAR_OFF}, ${Buffer.from("sealed")})`;
  };
  return { id, send };
}

test("a script is taken by a runner of its group, once, and only by one that is not drained", async () => {
  const [one, other, drained] = [await there("r1"), await there("r2"), await there("r3")];
  const stranger = await there("r4", "lab");
  const { id, send } = await offered("run_a");
  await setRunnerDraining(connection.db, workspaceId, { id: "r3", isDraining: true });
  expect(await takeRunnerJob(connection.db, stranger)).toBeNull();
  expect(await takeRunnerJob(connection.db, drained)).toBeNull();
  expect(await takeRunnerJob(connection.db, { ...one, runner: "never greeted" })).toBeNull();
  expect(await takeRunnerJob(connection.db, one)).toBe(id);
  expect(await takeRunnerJob(connection.db, other)).toBeNull();
  expect(await openRunnerJob(connection.db, one, id)).toBe("waits");
  await send();
  expect(await openRunnerJob(connection.db, other, id)).toBe("gone");
  expect(await openRunnerJob(connection.db, one, id)).toMatchObject({ id, fence: 1, runId: "run_a" });
});

test("it opens, beats and ends only under the claim that it was sent under", async () => {
  const runner = await there("r5");
  const { id, send } = await offered("run_b");
  const beside = await offered("run_c");
  expect(await takeRunnerJob(connection.db, runner)).toBe(id);
  await send();
  await takeRunnerJob(connection.db, runner);
  await beside.send();
  expect(await beatRunnerJob(connection.db, runner, id)).toEqual({ stop: null });
  await connection.sql`select attempt_expire_owner(${"worker/run_b"})`;
  expect(await openRunnerJob(connection.db, runner, id)).toBe("gone");
  expect(await beatRunnerJob(connection.db, runner, id)).toBe("gone");
  expect(await endRunnerJob(connection.db, runner, { id, result: Buffer.from("late") })).toBe(false);
  expect(await endRunnerJob(connection.db, runner, { id: beside.id, result: Buffer.from("ok") })).toBe(true);
  expect(await endRunnerJob(connection.db, runner, { id: beside.id, result: Buffer.from("2") })).toBe(false);
});

test("one that has said that it goes is given nothing more", async () => {
  const runner = await there("r6");
  await offered("run_d");
  await partRunner(connection.db, runner);
  expect(await takeRunnerJob(connection.db, runner)).toBeNull();
});
