import { setTimeout as sleep } from "node:timers/promises";
import { startTestApi } from "@riposte/api/testing";
import type { TestApi } from "@riposte/api/testing";
import { connect, insertResponse, putBlob } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { startTestDatabase } from "@riposte/db/testing";
import type { TestDatabase } from "@riposte/db/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deliver, hookedPlaybook } from "./hooked-playbook.ts";
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
});
beforeEach(async () => {
  hook = await hookedPlaybook(api, { auth: { mode: "hmac" }, respond: { wait: true, timeoutSeconds: 20 } });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await database.close();
});

/** Plays the worker: waits for the run, then does something to it. */
async function whenAccepted(act: (runId: string) => Promise<unknown>): Promise<string> {
  for (;;) {
    const [row] = await api.connection.sql<{ id: string }[]>`
      select id from runs where workspace_id = ${hook.workspaceId} and state = 'queued'`;
    if (row !== undefined) {
      await act(row.id);
      return row.id;
    }
    await sleep(10);
  }
}

function respond(status: number, json: string): (runId: string) => Promise<void> {
  return (runId) => insertResponse(api.connection.sql, { runId, status, body: { kind: "inline", json } });
}

async function answered(act: (runId: string) => Promise<unknown>): Promise<Delivered> {
  const [answer] = await Promise.all([deliver(hook), whenAccepted(act)]);
  return answer;
}

test("the sender gets the status and the JSON of the Respond step", async () => {
  const answer = await answered(respond(201, '{"verdict":"hostile","n":12345678901234567890}'));
  expect(answer.status).toBe(201);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.body["verdict"]).toBe("hostile");
});

test("a text is sent as plain text, never as a page", async () => {
  const answer = await answered(respond(200, '"<script>alert(1)</script>"'));
  expect(answer.body).toEqual({ text: "<script>alert(1)</script>" });
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("a large answer comes out of the blob store", async () => {
  const json = JSON.stringify({ text: "x".repeat(100_000) });
  const answer = await answered(async (runId) => {
    const { hash, bytes } = await putBlob(api.connection.db, hook.workspaceId, json);
    const body: Payload = { kind: "blob", hash, bytes, preview: json.slice(0, 200) };
    await insertResponse(api.connection.sql, { runId, status: 200, body });
  });
  expect(answer.body["text"]).toHaveLength(100_000);
});

test("a run that ends without an answer lets the sender go with 202", async () => {
  const answer = await answered(async (runId) => {
    await api.connection.sql`update runs set state = 'failed' where id = ${runId}`;
    await api.connection.sql.notify("runs", runId);
  });
  expect(answer).toMatchObject({ status: 202, body: { run: expect.stringMatching(/^run_/) } });
});

test("at the time-out the sender hears 202", async () => {
  hook = await hookedPlaybook(api, { auth: { mode: "hmac" }, respond: { wait: true, timeoutSeconds: 1 } });
  expect((await deliver(hook)).status).toBe(202);
});

test("a duplicate gets the first one's answer, while it waits and afterwards", async () => {
  const headers = { "idempotency-key": "k" };
  const [first, second] = await Promise.all([
    deliver(hook, { headers }),
    deliver(hook, { headers }),
    whenAccepted(async (runId) => {
      await sleep(300);
      await respond(200, '{"a":1}')(runId);
    }),
  ]);
  const third = await deliver(hook, { headers });
  for (const answer of [first, second, third]) expect(answer).toMatchObject({ status: 200, body: { a: 1 } });
});

async function counted(attempt: () => Promise<unknown>): Promise<number> {
  const before = proxy.roundTrips();
  await attempt();
  return proxy.roundTrips() - before;
}

test("three round trips are all that a request waits for; two where nobody waits", async () => {
  const quick = await hookedPlaybook(api);
  // Statements are prepared the first time they are met on a connection; after that they are one round trip each.
  for (let warm = 0; warm < 12; warm++)
    await Promise.all(Array.from({ length: 20 }, () => deliver(quick, unique())));
  for (let warm = 0; warm < 12; warm++) await deliver(quick, unique());

  expect(await counted(() => deliver(quick, unique()))).toBe(2);
  const duplicate = unique();
  for (let warm = 0; warm < 12; warm++) {
    await Promise.all(Array.from({ length: 20 }, () => deliver(quick, duplicate)));
  }
  expect(await counted(() => deliver(quick, duplicate))).toBeLessThanOrEqual(3);

  // The worker's own statements go around the proxy.
  await using worker = connect(database.url, { max: 1 });
  const served = async () => {
    const answer = deliver(hook, unique());
    for (;;) {
      const [row] = await worker.sql<{ id: string }[]>`
        select id from runs r where workspace_id = ${hook.workspaceId}
        and not exists (select 1 from responses where run_id = r.id)`;
      if (row !== undefined) {
        await insertResponse(worker.sql, {
          runId: row.id,
          status: 200,
          body: { kind: "inline", json: "{}" },
        });
        return answer;
      }
    }
  };
  for (let warm = 0; warm < 12; warm++) await served();
  expect(await counted(served)).toBeLessThanOrEqual(3);
});

let serial = 0;
function unique() {
  serial += 1;
  return { headers: { "idempotency-key": `unique-${serial}` }, body: `{"n":${serial}}` };
}
