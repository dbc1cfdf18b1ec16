import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { startTestApi } from "@riposte/api/testing";
import type { TestApi } from "@riposte/api/testing";
import { connect, insertResponse } from "@riposte/db";
import type { Connection } from "@riposte/db";
import { startTestDatabase } from "@riposte/db/testing";
import type { TestDatabase } from "@riposte/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliver, hookedPlaybook, send } from "./hooked-playbook.ts";
import type { Delivered, HookedPlaybook } from "./hooked-playbook.ts";
import { startDatabaseProxy } from "./tcp-proxy.ts";
import type { DatabaseProxy } from "./tcp-proxy.ts";

let database: TestDatabase;
let proxy: DatabaseProxy;
let api: TestApi;
let hook: HookedPlaybook;

beforeAll(async () => {
  database = await startTestDatabase();
  proxy = await startDatabaseProxy(database.url);
  api = await startTestApi({ databaseUrl: proxy.url });
  hook = await hookedPlaybook(api, { auth: { mode: "hmac" }, respond: { wait: true, timeoutSeconds: 10 } });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await database.close();
});

async function eventually(attempt: () => Promise<boolean>): Promise<void> {
  while (!(await attempt())) await sleep(100);
}

const acceptedKeys = ({ sql }: Connection) => sql`select dedupe_key from inbox order by dedupe_key`;

test("PostgreSQL away: 503 with Retry-After for all, none of them run later, and all is well when it is back", async () => {
  await proxy.cut();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      deliver(hook, { headers: { "idempotency-key": `away-${index}` } }),
    ),
  );
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 503, body: { reason: "unavailable" } });
    expect(answer.headers.get("retry-after")).toBe("5");
  }
  expect((await api.call(hook.admin, "runs.list", "query")).status).toBe(503);
  expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${api.url}/readyz`)).status).toBe(503);

  await proxy.mend();
  await eventually(async () => (await fetch(`${api.url}/readyz`)).status === 200);
  await eventually(async () => (await api.call(hook.admin, "runs.list", "query")).status === 200);
  const { body } = await api.call(hook.admin, "runs.list", "query");
  expect(body).toMatchObject({ runs: [] });
});

test("who waits for an answer when the connection breaks still gets it", async () => {
  const waiting: Promise<Delivered> = deliver(hook, { headers: { "idempotency-key": "waits" } });
  await using worker = connect(database.url, { max: 1 });
  let runId = "";
  await eventually(async () => {
    const [row] = await worker.sql<{ id: string }[]>`select id from runs where state = 'queued'`;
    runId = row?.id ?? "";
    return runId !== "";
  });
  await proxy.cut();
  await insertResponse(worker.sql, { runId, status: 200, body: { kind: "inline", json: '{"late":true}' } });
  await proxy.mend();
  expect(await waiting).toMatchObject({ status: 200, body: { late: true } });
});

test("who is told to come back was not accepted, and nothing of it runs", async () => {
  await using other = connect(database.url, { max: 1 });
  const before = await acceptedKeys(other);
  const { sent } = await other.sql.begin(async (held) => {
    await held`lock table inbox in exclusive mode`;
    const waiting = deliver(hook, { body: '{"n":"locked"}', headers: { "idempotency-key": "locked" } });
    await sleep(8_000);
    return { sent: waiting };
  });
  expect(await sent).toMatchObject({ status: 503 });
  expect(await acceptedKeys(other)).toEqual(before);
});

test("what may still be accepted is waited for, and not refused", async () => {
  await using other = connect(database.url, { max: 1 });
  const before = await acceptedKeys(other);
  const release = proxy.holdFrom("standing still");
  const sent = deliver(hook, { headers: { "idempotency-key": "standing still" } });
  await eventually(async () => (await acceptedKeys(other)).length > before.length);
  await sleep(6_000);
  release();
  expect(await sent).toMatchObject({ status: 202 });
  expect(await acceptedKeys(other)).toHaveLength(before.length + 1);
});

test("who repeats what may have been accepted, while nobody can look, is not told that it was not", async () => {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", hook.secret).update(`${timestamp}.{"n":2}`).digest("hex");
  const same = () =>
    send(hook.url, '{"n":2}', {
      "content-type": "application/json",
      "x-riposte-timestamp": timestamp,
      "x-riposte-signature": `v1=${signature}`,
    });
  const release = proxy.holdFrom(signature);
  const first = same();
  await using other = connect(database.url, { max: 1 });
  await eventually(async () => {
    const rows = await other.sql`select from inbox where dedupe_key = ${`signature:${signature}`}`;
    return rows.length === 1;
  });
  expect(await same()).toMatchObject({ status: 504, body: { reason: "unknown" } });
  expect(await deliver(hook)).toMatchObject({ status: 503, body: { reason: "unavailable" } });
  release();
  expect(await first).toMatchObject({ status: 202 });
  expect((await same()).body).toEqual((await first).body);
});

test("PostgreSQL that does not answer at all: 503 all the same", async () => {
  proxy.freeze();
  const answer = await deliver(hook, { headers: { "idempotency-key": "frozen" } });
  expect(answer).toMatchObject({ status: 503, body: { reason: "unavailable" } });
  const asked = await api.call(hook.admin, "runs.list", "query");
  expect(asked.status).toBe(503);
});
