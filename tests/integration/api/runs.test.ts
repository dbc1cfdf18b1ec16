import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, putBlob } from "@riposte/db";
import type { Payload } from "@riposte/plan";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let analyst: string;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  analyst = await api.token(workspaceId, "analyst");
  const author = await api.token(workspaceId, "author");
  const input = { name: "P", graph: manualGraph(), publish: true, enable: true };
  await api.call(author, "playbooks.save", "mutation", input);
});
afterAll(() => api[Symbol.asyncDispose]());

async function start(event = "{}"): Promise<string> {
  const { body } = await api.call(analyst, "runs.start", "mutation", { playbook: "P", event });
  return (body as { run: string }).run;
}

const inline = (json: string) => JSON.stringify({ kind: "inline", json } satisfies Payload);

test("the story of a run: event, steps in the order they started, attempts with log and exit code, response", async () => {
  const run = await start('{"big":12345678901234567890,"one":1.0}');
  const { sql } = api.connection;
  const failure = JSON.stringify({ code: "script_failed", message: "exit code 1", retryable: false });
  await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, input, output) values
    (${run}, 'note', '', 7, 'done', 2, now(), ${inline("{}")}, ${inline('{"a":1.0}')}),
    (${run}, 'first', '', 9, 'failed', 1, now() - interval '1 minute', null, null),
    (${run}, 'never', '', 1, 'skipped', 1, null, null, null)`;
  await sql`insert into attempts (run_id, step, scope, attempt, state, owner, fence, lease_until, may_take_over, outcome, log, exit_code, duration_ms)
    values (${run}, 'note', '', 1, 'failed', 'w', 1, now(), false, ${`{"kind":"failed","failure":${failure}}`}, 'Traceback', 1, 12),
           (${run}, 'note', '', 2, 'done', 'w', 1, now(), false, '{"kind":"done","output":{"kind":"inline","json":"{}"}}', '', 0, 8)`;
  await sql`insert into responses (run_id, status, body) values (${run}, 201, ${inline("null")})`;

  const { body } = await api.call(analyst, "runs.get", "query", { id: run });
  expect(body).toMatchObject({
    id: run,
    state: "queued",
    playbook: { name: "P" },
    version: 1,
    event: { json: '{"big":12345678901234567890,"one":1.0}' },
    steps: [
      { step: "first", state: "failed" },
      {
        step: "note",
        label: "Note it",
        kind: "set",
        output: { json: '{"a":1.0}' },
        attempts: [
          {
            attempt: 1,
            state: "failed",
            log: "Traceback",
            exitCode: 1,
            durationMs: 12,
            failure: { code: "script_failed" },
          },
          { attempt: 2, state: "done", exitCode: 0, failure: null },
        ],
      },
      { step: "never", state: "skipped" },
    ],
    response: { status: 201, body: { json: "null" } },
  });
});

test("large values are filled in up to a bound, and shown by their beginning beyond it", async () => {
  const run = await start();
  const { db, sql } = api.connection;
  for (const [step, length] of [
    ["small", 100_000],
    ["large", 300_000],
  ] as const) {
    const json = JSON.stringify("x".repeat(length));
    const stored = await putBlob(db, workspaceId, json);
    const output = JSON.stringify({ kind: "blob", ...stored, preview: json.slice(0, 200) } satisfies Payload);
    await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, output) values (${run}, ${step}, '', 1, 'done', 1, ${output})`;
  }
  const { body } = await api.call(analyst, "runs.get", "query", { id: run });
  const shown = (
    body as { steps: { step: string; output: { json: string | null; bytes: number; preview: string } }[] }
  ).steps;
  const outputOf = (step: string) => shown.find((row) => row.step === step)?.output;
  expect(outputOf("small")?.json).toHaveLength(100_002);
  expect(outputOf("large")).toMatchObject({
    json: null,
    bytes: 300_002,
    preview: expect.stringMatching(/^"x{199}$/),
  });
});

test("a watch answers at once without a cursor, and with one as soon as something is different", async () => {
  const run = await start();
  const watch = (cursor?: string) =>
    api.call(analyst, "runs.watch", "query", { id: run, cursor, waitSeconds: 20 });
  const first = (await watch()).body as { cursor: string };
  const next = watch(first.cursor);
  await api.connection.sql`update runs set state = 'running', touched_at = now() where id = ${run}`;
  await api.connection.sql.notify("runs", run);
  expect((await next).body).toMatchObject({ run: { state: "running", over: false } });
});

test("a queued run is cancelled for good, without Temporal; one that is over cannot be", async () => {
  const run = await start();
  const cancel = () => api.call(analyst, "runs.cancel", "mutation", { id: run, reason: "a mistake" });
  expect((await cancel()).body).toEqual({ run, state: "cancelled", unknown: [], warning: null });
  const [row] = await api.connection.sql`
    select held_reason, started_at from inbox where id = ${run} and started_at is not null`;
  expect(row?.["held_reason"]).toContain("a mistake");
  expect(await cancel()).toMatchObject({ status: 409, body: { message: expect.stringContaining("over") } });
});

test("pages of runs hang together", async () => {
  const started = [];
  for (let count = 0; count < 5; count++) started.push(await start());
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const { body } = await api.call(analyst, "runs.list", "query", { limit: 2, before });
    const page = body as { runs: { id: string }[]; next: string | null };
    seen.push(...page.runs.map(({ id }) => id));
    before = page.next ?? undefined;
  } while (before !== undefined);
  expect(seen).toEqual(started.toReversed());
});

test("an event that is not JSON, a playbook that is off and one that was never published say so", async () => {
  const author = await api.token(workspaceId, "author");
  const attempt = (input: object) => api.call(analyst, "runs.start", "mutation", { playbook: "P", ...input });
  expect(await attempt({ event: "{" })).toMatchObject({ status: 400, body: { data: { field: "event" } } });
  await api.call(author, "playbooks.setEnabled", "mutation", { name: "P", enabled: false });
  expect(await attempt({})).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("switched off") },
  });
  await api.call(author, "playbooks.save", "mutation", { name: "Draft", graph: manualGraph() });
  expect(await attempt({ playbook: "Draft" })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("not published") },
  });
});
