import { createHmac } from "node:crypto";
import type { TestApi } from "@riposte/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliver, hookedPlaybook, send } from "./hooked-playbook.ts";
import type { HookedPlaybook } from "./hooked-playbook.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;

beforeAll(async () => {
  api = await startOwnApi();
});
afterAll(() => api[Symbol.asyncDispose]());

async function runsOf(hook: HookedPlaybook): Promise<number> {
  const rows = await api.connection.sql`select 1 from runs where workspace_id = ${hook.workspaceId}`;
  return rows.length;
}

test("fifty requests at once with one key are one run, and all hear of the same", async () => {
  const hook = await hookedPlaybook(api);
  const headers = { "idempotency-key": "the-same" };
  const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(hook, { headers })));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
  expect(new Set(answers.map((answer) => answer.body["run"])).size).toBe(1);
  expect(await runsOf(hook)).toBe(1);
});

test("the same key with another body is a conflict; another key is another run", async () => {
  const hook = await hookedPlaybook(api);
  const headers = { "idempotency-key": "k" };
  expect((await deliver(hook, { headers, body: '{"a":1}' })).status).toBe(202);
  expect(await deliver(hook, { headers, body: '{"a":2}' })).toMatchObject({
    status: 409,
    body: { reason: "key_reused" },
  });
  expect((await deliver(hook, { headers: { "idempotency-key": "l" }, body: '{"a":2}' })).status).toBe(202);
  expect(await runsOf(hook)).toBe(2);
});

test("a signed request that comes twice is one run, without any key", async () => {
  const hook = await hookedPlaybook(api);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", hook.secret).update(`${timestamp}.{}`).digest("hex");
  const headers = { "x-riposte-timestamp": timestamp, "x-riposte-signature": `v1=${signature}` };
  const [first, second] = [await send(hook.url, "{}", headers), await send(hook.url, "{}", headers)];
  expect(second).toMatchObject({ status: 202, body: first.body });
  expect(await runsOf(hook)).toBe(1);
});

test("the trigger's template makes the key where the sender gives none", async () => {
  const hook = await hookedPlaybook(api, { auth: { mode: "hmac" }, dedupe: "{{ trigger.body.id }}" });
  const first = await deliver(hook, { body: '{"id":"evt-1"}' });
  await new Promise((resolve) => setTimeout(resolve, 1_100)); // Another second, so another signature.
  expect((await deliver(hook, { body: '{"id":"evt-1"}' })).body).toEqual(first.body);
  expect((await deliver(hook, { body: '{"id":"evt-1","more":true}' })).status).toBe(409);
  expect((await deliver(hook, { body: '{"id":"evt-2"}' })).status).toBe(202);
  expect(await runsOf(hook)).toBe(2);
});

test("without any key every request is a run of its own", async () => {
  const hook = await hookedPlaybook(api, { auth: { mode: "secret_header" } });
  const headers = { "x-riposte-secret": hook.secret };
  await Promise.all([1, 2, 3].map(() => send(hook.url, "{}", headers)));
  expect(await runsOf(hook)).toBe(3);
});

test("keys of different hooks have nothing to do with each other", async () => {
  const [one, other] = [await hookedPlaybook(api), await hookedPlaybook(api)];
  const headers = { "idempotency-key": "shared" };
  const answers = [await deliver(one, { headers }), await deliver(other, { headers })];
  expect(new Set(answers.map((answer) => answer.body["run"])).size).toBe(2);
});

test("a run by hand is told apart by its request id", async () => {
  const hook = await hookedPlaybook(api);
  const start = (event: string) =>
    api.call(hook.admin, "runs.start", "mutation", { playbook: "Hooked", event, requestId: "r1" });
  const [first, second] = [await start('{"a":1}'), await start('{ "a": 1 }')];
  expect(second.body).toEqual({ ...(first.body as object), duplicate: true });
  expect((await start('{"a":2}')).status).toBe(409);
  expect(await runsOf(hook)).toBe(1);
});

test("a captured request does not run again under another key", async () => {
  const hook = await hookedPlaybook(api);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const body = '{"captured":true}';
  const signature = createHmac("sha256", hook.secret).update(`${timestamp}.${body}`).digest("hex");
  const signed = { "x-riposte-timestamp": timestamp, "x-riposte-signature": `v1=${signature}` };
  const first = await deliver(hook, { body, headers: { ...signed, "idempotency-key": "mine" } });
  const replayed = await deliver(hook, { body, headers: { ...signed, "idempotency-key": "theirs" } });
  expect([replayed.status, replayed.body["run"]]).toEqual([202, first.body["run"]]);
});
