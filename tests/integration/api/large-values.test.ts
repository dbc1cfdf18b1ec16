import type { TestApi } from "@riposte/api/testing";
import { DEFAULT_BLOB_SETTINGS } from "@riposte/blobs";
import { createWorkspace, putBlob } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { deliver, hookedPlaybook } from "./hooked-playbook.ts";
import { startOwnApi } from "./own-api.ts";

const MEGABYTE = 1024 * 1024;
const LIMIT = 2 * MEGABYTE;

let api: TestApi;
let workspaceId: string;
let analyst: string;

beforeAll(async () => {
  const blobs = { ...DEFAULT_BLOB_SETTINGS, eventLimit: LIMIT };
  api = await startOwnApi({ runs: acceptingRuns(), blobs });
  workspaceId = await createWorkspace(api.connection.db, "Large");
  analyst = await api.token(workspaceId, "analyst");
  const author = await api.token(workspaceId, "author");
  const playbook = { name: "Manual", graph: manualGraph(), publish: true, enable: true };
  const saved = await api.call(author, "playbooks.save", "mutation", playbook);
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
});
afterAll(() => api[Symbol.asyncDispose]());

/** Numbers that JavaScript would round, in the middle of megabytes. */
const eventOf = (bytes: number) => {
  const begin = '{"big":12345678901234567890,"one":1.0,"text":"';
  return `${begin}${"x".repeat(bytes - begin.length - 2)}"}`;
};

async function eventText(run: string): Promise<string> {
  const [row] = await api.connection.sql`
    select i.event, (select string_agg(c.body, '' order by c.at) from blob_chunks c
                     where c.workspace_id = i.workspace_id and position(c.hash in i.event) > 0) as body
    from inbox i where i.id = ${run}`;
  const payload = JSON.parse(String(row?.["event"])) as Payload;
  if (payload.kind === "inline") return payload.json;
  const body = row?.["body"] as Buffer;
  expect(payload.bytes).toBe(body.byteLength);
  return body.toString("utf8");
}

describe("events", () => {
  test("one of megabytes arrives by the API without a digit lost; the same request again is the same run", async () => {
    const input = { playbook: "Manual", event: eventOf(LIMIT), requestId: "one" };
    const { status, body } = await api.call(analyst, "runs.start", "mutation", input);
    expect(status).toBe(200);
    const { run } = body as { run: string };
    expect(await eventText(run)).toBe(eventOf(LIMIT));
    const again = await api.call(analyst, "runs.start", "mutation", input);
    expect(again.body).toEqual({ run, duplicate: true });
  });

  test.each(["runs.start", "playbooks.test"])(
    "%s refuses one above the ceiling with both sizes",
    async (path) => {
      const author = await api.token(workspaceId, "author");
      const answer = await api.call(author, path, "mutation", {
        playbook: "Manual",
        event: eventOf(LIMIT + 1),
      });
      expect(answer).toMatchObject({
        status: 413,
        body: {
          message:
            "The event has 2.0 MB (2097153 bytes); at most 2.0 MB (2097152 bytes) are taken. RIPOSTE_EVENT_LIMIT_MB sets that.",
          data: { field: "event" },
        },
      });
    },
  );

  test("what is no JSON is refused as it is when it is small", async () => {
    const event = `${eventOf(MEGABYTE).slice(0, -1)},}`;
    const answer = await api.call(analyst, "runs.start", "mutation", { playbook: "Manual", event });
    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/^The event is not JSON: Not valid JSON at character \d+/) },
    });
  });

  test("one of megabytes arrives by webhook, its key is made of it, and one above the ceiling hears why", async () => {
    const dedupe = "{{ trigger.body.big }}";
    const hook = await hookedPlaybook(api, { auth: { mode: "hmac" }, dedupe });
    const first = await deliver(hook, { body: eventOf(LIMIT) });
    expect(first.status).toBe(202);
    expect(await eventText(String(first.body["run"]))).toContain(`"body":${eventOf(LIMIT)}`);
    const again = await deliver(hook, { body: eventOf(LIMIT) });
    expect(again).toMatchObject({ status: 202, body: { run: first.body["run"] } });
    const other = await deliver(hook, { body: eventOf(MEGABYTE) });
    expect(other).toMatchObject({ status: 409, body: { reason: "key_reused" } });
    expect(await deliver(hook, { body: eventOf(LIMIT + 1) })).toMatchObject({
      status: 413,
      body: {
        message:
          "The body has 2.0 MB (2097153 bytes); at most 2.0 MB (2097152 bytes) are taken. RIPOSTE_EVENT_LIMIT_MB sets that.",
      },
    });
    const broken = await deliver(hook, { body: `${eventOf(MEGABYTE)}x` });
    expect(broken).toMatchObject({ status: 400, body: { reason: "json_malformed" } });
  });
});

describe("downloads", () => {
  let run: string;
  const text = JSON.stringify({ data: "é".repeat(MEGABYTE) });

  beforeAll(async () => {
    const started = await api.call(analyst, "runs.start", "mutation", {
      playbook: "Manual",
      event: '{"a":1.0}',
    });
    ({ run } = started.body as { run: string });
    const { db, sql } = api.connection;
    const output: Payload = {
      kind: "blob",
      ...(await putBlob(db, workspaceId, text)),
      preview: text.slice(0, 200),
    };
    await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, output)
      values (${run}, 'get', 'each[1]', 1, 'done', 1, ${JSON.stringify(output)})`;
  });

  const get = (path: string, token: string | null) =>
    fetch(`${api.url}/download/runs/${path}`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });

  test("a value comes as a file, whole, kept by nobody on the way", async () => {
    const viewer = await api.token(workspaceId, "viewer");
    const answer = await get(`${run}/output?step=get&scope=each[1]`, viewer);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(text)),
      "content-disposition": `attachment; filename="${run}-get-each_1_-output.json"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(await answer.text()).toBe(text);
    expect(await (await get(`${run}/event`, viewer)).text()).toBe('{"a":1.0}');
  });

  test("a page is told to download what is more than it can show", async () => {
    const input = { id: run, part: "output", step: "get", scope: "each[1]" };
    const answer = await api.call(analyst, "runs.value", "query", input);
    expect(answer).toMatchObject({ status: 413, body: { message: expect.stringContaining("Download it.") } });
  });

  test("nobody without a token, nobody of another workspace, nothing that is not there", async () => {
    expect((await get(`${run}/event`, null)).status).toBe(401);
    expect((await get(`${run}/event`, "rip_wrong")).status).toBe(401);
    const foreign = await createWorkspace(api.connection.db, "Foreign");
    expect((await get(`${run}/event`, await api.token(foreign, "admin"))).status).toBe(404);
    expect((await get(`${run}/output?step=gone`, analyst)).status).toBe(404);
    expect((await get(`${run}/secrets`, analyst)).status).toBe(400);
    expect((await get(`${run}/event?x=1`, analyst)).status).toBe(400);
  });
});
