import { connect as connectTo, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { connect, ensureDefaultWorkspace, insertPlan, newId } from "@riposte/db";
import type { Connection } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import type { TestDatabase } from "@riposte/db/testing";
import type { StepRecord } from "@riposte/plan";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRecordWriter } from "./record-writer.ts";

let database: TestDatabase;
let connection: Connection;
let runId: string;
const logger = pino({ level: "silent" });

beforeAll(async () => {
  database = await startTestDatabase();
  connection = connect(database.url);
  const { db, sql } = connection;
  const workspaceId = await ensureDefaultWorkspace(db);
  const plan = await insertPlan(db, "{}");
  const playbook = newId("pb");
  runId = newId("run");
  await sql`insert into playbooks (id, workspace_id, name, draft) values (${playbook}, ${workspaceId}, 'P', '{}')`;
  await sql`
    insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
    values (${runId}, ${workspaceId}, ${playbook}, 1, ${plan}, 'queued')`;
});
afterAll(async () => {
  await connection.close();
  await database.close();
});

function step(seq: number, name: string): StepRecord {
  const nothing = { startedAt: null, finishedAt: null, input: null, output: null };
  return {
    seq,
    step: name,
    scope: "",
    state: "running",
    attempt: 1,
    ...nothing,
    port: null,
    failure: null,
    note: null,
  };
}

const written = async () => {
  const rows = await connection.sql`select step, seq from step_runs where run_id = ${runId} order by step`;
  return rows.map((row) => `${row["step"]} ${row["seq"]}`);
};

test("what is said is written, the newest of each step", async () => {
  const writer = createRecordWriter(connection.sql, logger);
  writer.tell(runId, { steps: [step(2, "a")], run: null });
  writer.tell(runId, { steps: [step(1, "a")], run: null });
  writer.tell(runId, { steps: [step(3, "b")], run: null });
  await expect.poll(written).toEqual(["a 2", "b 3"]);
  await writer.close();
});

/** A way to the database that can be cut. */
async function cuttable(): Promise<{ url: string; cut: () => Promise<void>; mend: () => Promise<void> }> {
  const { hostname, port } = new URL(database.url);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onwards = connectTo(Number(port), hostname);
    for (const end of [socket, onwards]) {
      sockets.add(end);
      end.on("error", () => {});
    }
    socket.pipe(onwards).pipe(socket);
  });
  const mend = (at = 0) => new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
  await mend();
  const here = (server.address() as AddressInfo).port;
  const url = new URL(database.url);
  url.port = String(here);
  return {
    url: url.href,
    mend: () => mend(here),
    cut: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

test("a database that is away costs nothing: what came meanwhile is written when it is back", async () => {
  const way = await cuttable();
  await using own = connect(way.url, { max: 1 });
  const writer = createRecordWriter(own.sql, logger);
  await way.cut();
  writer.tell(runId, { steps: [step(4, "a")], run: null });
  writer.tell(runId, { steps: [], run: { seq: 5, state: "waiting", failure: null, failedStep: null } });
  await new Promise((resolve) => setTimeout(resolve, 300));
  writer.tell(runId, { steps: [step(6, "c")], run: null });
  await way.mend();
  await expect.poll(written, { timeout: 10_000 }).toEqual(["a 4", "b 3", "c 6"]);
  const [run] = await connection.sql`select state from runs where id = ${runId}`;
  expect(run?.["state"]).toBe("waiting");
  await writer.close();
  await way.cut();
});

test("records that PostgreSQL refuses keep nobody else's back", async () => {
  const writer = createRecordWriter(connection.sql, logger);
  writer.tell("run_other", {
    steps: [{ ...step(1, "x"), state: "no such state" as "done", attempt: 2 ** 40 }],
    run: null,
  });
  writer.tell(runId, { steps: [step(8, "a")], run: null });
  await expect.poll(written, { timeout: 10_000 }).toContain("a 8");
  await writer.close();
});

test("what waits of a run that is forgotten is not written", async () => {
  const writer = createRecordWriter(connection.sql, logger);
  writer.tell(runId, { steps: [step(9, "c")], run: null });
  writer.forget(runId);
  writer.tell(runId, { steps: [step(7, "c")], run: null });
  await expect.poll(written, { timeout: 10_000 }).toContain("c 7");
  await writer.close();
});

test("closing writes what is left", async () => {
  const writer = createRecordWriter(connection.sql, logger);
  writer.tell(runId, { steps: [step(9, "d")], run: null });
  await writer.close();
  expect(await written()).toContain("d 9");
});
