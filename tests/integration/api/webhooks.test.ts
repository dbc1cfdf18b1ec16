import { gzipSync } from "node:zlib";
import { createHash, createHmac } from "node:crypto";
import { request } from "node:http";
import type { TestApi } from "@riposte/api/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { webhookGraph } from "./graphs.ts";
import { deliver, hookedPlaybook, send } from "./hooked-playbook.ts";
import type { HookedPlaybook } from "./hooked-playbook.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let hook: HookedPlaybook;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  hook = await hookedPlaybook(api);
});
afterAll(() => api[Symbol.asyncDispose]());

async function inboxRows() {
  return api.connection.sql`
    select i.*, r.state as run_state,
      (select string_agg(b.body, '' order by b.at) from blob_chunks b
        where b.workspace_id = i.workspace_id and position(b.hash in i.event) > 0) as blob
    from inbox i
    join runs r on r.id = i.id
    where i.workspace_id = ${hook.workspaceId}`;
}

async function rejections(triggerId: string): Promise<Record<string, number>> {
  const rows = await api.connection.sql<{ reason: string; count: number }[]>`
    select reason, count from webhook_rejections where trigger_id = ${triggerId}`;
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
}

test("a header, a field and a parameter called __proto__ are names like others", async () => {
  const open = await hookedPlaybook(api, { auth: { mode: "secret_header" } });
  const body = '{"__proto__":{"admin":true}}';
  // fetch would lose such a header before it is sent.
  const secret = ["host", "example.com", "x-riposte-secret", open.secret];
  const headers = [
    ...secret,
    "content-type",
    "application/json",
    "__proto__",
    "mine",
    "constructor",
    "theirs",
  ];
  const status = await new Promise((resolve, reject) => {
    const sent = request(`${open.url}?__proto__=q`, { method: "POST", headers });
    sent.on("response", (answer) => resolve(answer.resume().statusCode)).on("error", reject);
    sent.end(body);
  });
  expect(status).toBe(202);
  const [row] = await api.connection.sql`select event from inbox where workspace_id = ${open.workspaceId}`;
  const { json } = JSON.parse(String(row?.["event"])) as { json: string };
  expect(json).toContain('"__proto__":"mine"');
  expect(json).toContain('"constructor":"theirs"');
  expect(json).toContain(`"body":${body}`);
  expect(json).toContain('"query":{"__proto__":"q"}');
});

test("an accepted request is an inbox row and a queued run, pinned to the version, before the sender hears 202", async () => {
  const answer = await deliver(hook, {
    body: '{"big":12345678901234567890,"one":1.0}',
    query: "?a=1&b=2&b=3",
  });
  expect(answer.status).toBe(202);
  const [row, ...others] = await inboxRows();
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    id: answer.body["run"],
    version: 1,
    trigger_id: hook.hookId,
    run_state: "queued",
  });
  const event = (JSON.parse(row?.["event"] as string) as { json: string }).json;
  expect(event).toContain('"body":{"big":12345678901234567890,"one":1.0}');
  expect(event).toContain('"query":{"a":"1","b":["2","3"]},"method":"POST"');
});

test("what proved the sender is not part of the event", async () => {
  const headers = { authorization: "Bearer hush-hush", cookie: "a=hush-hush", "x-vendor": "kept" };
  await deliver(hook, { headers });
  const [row] = await inboxRows();
  expect(row?.["event"]).toContain("kept");
  expect(row?.["event"]).not.toMatch(/hush-hush|v1=/);
});

test("the hook's own secret is kept out of the event wherever it was sent", async () => {
  const encoded = Buffer.from(`xx${hook.secret}`).toString("base64");
  await deliver(hook, {
    headers: { "x-riposte-secret": hook.secret, "x-vendor": "kept" },
    query: `?token=${hook.secret}`,
    body: JSON.stringify({ secret: hook.secret, encoded }),
  });
  const [row] = await inboxRows();
  const { json } = JSON.parse(String(row?.["event"])) as { json: string };
  expect(json).toContain('"token":"•••"');
  expect(json).toContain("kept");
  expect(json).not.toContain(hook.secret);
  expect(json).not.toContain(encoded.slice(4, 30));
});

test("an event above 64 KB goes to the blob store", async () => {
  const body = JSON.stringify({ text: "x".repeat(100_000) });
  expect((await deliver(hook, { body })).status).toBe(202);
  const [row] = await inboxRows();
  const event = JSON.parse(row?.["event"] as string) as { kind: string; hash: string; bytes: number };
  const blob = row?.["blob"] as Uint8Array;
  expect(event).toMatchObject({ kind: "blob", bytes: blob.byteLength });
  expect(createHash("sha256").update(blob).digest("hex")).toBe(event.hash);
});

test("a secret in a header serves instead of a signature", async () => {
  hook = await hookedPlaybook(api, { auth: { mode: "secret_header", header: "X-Key" } });
  const type = { "content-type": "application/json" };
  expect((await send(hook.url, "{}", { ...type, "x-key": hook.secret })).status).toBe(202);
  expect((await send(hook.url, "{}", { ...type, "x-key": `${hook.secret}x` })).status).toBe(401);
  expect((await send(hook.url, "{}", type)).status).toBe(401);
  expect(await inboxRows()).toHaveLength(1);
  expect(await rejections(hook.hookId)).toEqual({ secret_wrong: 1, secret_missing: 1 });
});

/** `RIPOSTE_EVENT_LIMIT_MB` as it is without that. */
const most = 25 * 1_048_576;
const old = () => String(Math.floor(Date.now() / 1_000) - 301);

test.each([
  ["a signature under another secret", 401, "signature_wrong", () => deliver({ ...hook, secret: "other" })],
  [
    "no signature",
    401,
    "signature_missing",
    () => send(hook.url, "{}", { "content-type": "application/json" }),
  ],
  [
    "a signature that is too short",
    401,
    "signature_malformed",
    () => deliver(hook, { headers: { "x-riposte-signature": "v1=00" } }),
  ],
  [
    "a time in milliseconds",
    401,
    "timestamp_malformed",
    () => deliver(hook, { headers: { "x-riposte-timestamp": String(Date.now()) } }),
  ],
  ["no body where there should be JSON", 400, "json_malformed", () => deliver(hook, { body: "" })],
  [
    "an old timestamp, correctly signed",
    401,
    "timestamp_expired",
    () => {
      const timestamp = old();
      const signature = createHmac("sha256", hook.secret).update(`${timestamp}.{}`).digest("hex");
      const headers = { "x-riposte-timestamp": timestamp, "x-riposte-signature": `v1=${signature}` };
      return deliver(hook, { body: "{}", headers });
    },
  ],
  [
    "a body of 25 MB and a byte",
    413,
    "too_large",
    () => deliver(hook, { body: `"${"x".repeat(most - 1)}"` }),
  ],
  ["malformed JSON", 400, "json_malformed", () => deliver(hook, { body: '{"a":' })],
  [
    "JSON as deep as a value may be, in an event that is deeper",
    400,
    "json_malformed",
    () => deliver(hook, { body: `${'{"a":'.repeat(200)}1${"}".repeat(200)}` }),
  ],
  [
    "a key that is too long",
    400,
    "key_too_long",
    () => deliver(hook, { headers: { "idempotency-key": "k".repeat(256) } }),
  ],
] as const)(
  "%s is refused with %i, a reason, and nothing stored but a counter",
  async (_, status, reason, attempt) => {
    const answer = await attempt();
    expect(answer).toMatchObject({ status, body: { reason, message: expect.stringMatching(/./) } });
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await inboxRows()).toEqual([]);
    expect(await rejections(hook.hookId)).toEqual({ [reason]: 1 });
  },
);

test("a body of 25 MB exactly is accepted", async () => {
  expect((await deliver(hook, { body: `"${"x".repeat(most - 2)}"` })).status).toBe(202);
});

test("a kind of body that the trigger does not take is refused", async () => {
  hook = await hookedPlaybook(api, { auth: { mode: "hmac" }, bodies: ["json"] });
  const answer = await deliver(hook, {
    body: "a=1",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(answer).toMatchObject({ status: 415, body: { reason: "body_kind" } });
});

test("a compressed body is refused, and said to be one", async () => {
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  const answer = await deliver(hook, { body: gzipSync("{}").toString("latin1"), headers });
  expect(answer).toMatchObject({ status: 415, body: { reason: "body_encoding" } });
  for (const encoding of ["identity", ""]) {
    const plain = { "content-type": "application/json", "content-encoding": encoding };
    expect((await deliver(hook, { body: JSON.stringify({ encoding }), headers: plain })).status).toBe(202);
  }
});

test("unknown ids are 404 and counted under one key, however many are tried", async () => {
  const before = (await rejections("unknown"))["unknown_hook"] ?? 0;
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => send(`${api.url}/hooks/trg_guess${index}`, "{}", {})),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([404]));
  expect((await rejections("unknown"))["unknown_hook"]).toBe(before + 30);
  const keys = await api.connection.sql`select 1 from webhook_rejections where trigger_id like 'trg_guess%'`;
  expect(keys).toHaveLength(0);
});

test("a playbook that is switched off answers 409, and 202 again when it is on", async () => {
  await api.call(hook.admin, "playbooks.setEnabled", "mutation", { name: "Hooked", enabled: false });
  expect(await deliver(hook)).toMatchObject({ status: 409, body: { reason: "switched_off" } });
  const stranger = await deliver({ ...hook, secret: "other" });
  expect(stranger, "is not told").toMatchObject({ status: 401, body: { reason: "signature_wrong" } });
  expect(await inboxRows()).toEqual([]);
  await api.call(hook.admin, "playbooks.setEnabled", "mutation", { name: "Hooked", enabled: true });
  expect((await deliver(hook)).status).toBe(202);
});

test("a removed playbook's hook is unknown", async () => {
  await api.call(hook.admin, "playbooks.remove", "mutation", { name: "Hooked" });
  expect((await deliver(hook)).status).toBe(404);
});

test("a rotated secret replaces the old one at once; a publish keeps it", async () => {
  const { body } = await api.call(hook.admin, "playbooks.rotateHookSecret", "mutation", { name: "Hooked" });
  const rotated = { ...hook, secret: (body as { secret: string }).secret };
  expect((await deliver(hook)).status).toBe(401);
  expect((await deliver(rotated)).status).toBe(202);
  await api.call(hook.admin, "playbooks.publish", "mutation", { name: "Hooked" });
  expect((await deliver(rotated)).status).toBe(202);
});

test("another method than POST is 405 and says which is right", async () => {
  const response = await fetch(hook.url);
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("POST");
});

test("while versions are published, every accepted request is pinned to one of them, plan and number together", async () => {
  let published = 1;
  const publishing = (async () => {
    for (let turn = 0; turn < 10; turn++) {
      const graph = webhookGraph({ auth: { mode: "hmac", toleranceSeconds: 300 + turn } });
      const input = { name: "Hooked", graph, publish: true };
      const { body } = await api.call(hook.admin, "playbooks.save", "mutation", input);
      published = (body as { publishedVersion: number }).publishedVersion;
    }
  })();
  const atLeast = new Map<unknown, number>();
  for (let count = 0; count < 60; count++) {
    const before = published;
    const answer = await deliver(hook, {
      headers: { "idempotency-key": `k${count}` },
      body: `{"n":${count}}`,
    });
    expect(answer.status).toBe(202);
    atLeast.set(answer.body["run"], before);
  }
  await publishing;
  const versions = await api.connection
    .sql`select version, plan_hash from versions where playbook_id = ${hook.id}`;
  const plans = new Map(versions.map((row) => [row["version"], row["plan_hash"]]));
  for (const row of await inboxRows()) {
    expect(row["plan_hash"]).toBe(plans.get(row["version"]));
    expect(row["version"]).toBeGreaterThanOrEqual(atLeast.get(row["id"]) ?? Infinity);
  }
});
