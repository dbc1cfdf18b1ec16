import type { TestApi } from "@riposte/api/testing";
import { listEventWaits, openWait } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { deliver, hookedPlaybook } from "./hooked-playbook.ts";
import type { HookedPlaybook } from "./hooked-playbook.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let hook: HookedPlaybook;
let run: string;

const waiting = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} },
    {
      id: "w",
      kind: "wait_event",
      name: "w",
      label: "Ticket closed",
      source: "webhook:Hooked",
      key: "{{ trigger.id }}",
      eventKey: "event.body.ticket.id",
    },
  ],
  edges: [{ from: "hand", to: "w" }],
};

const ask = (path: string, input: unknown) => api.call(hook.admin, path, "query", input);

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  hook = await hookedPlaybook(api);
  const save = { name: "Waiting", graph: waiting, publish: true, enable: true };
  const saved = await api.call(hook.admin, "playbooks.save", "mutation", save);
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
  const started = await api.call(hook.admin, "runs.start", "mutation", {
    playbook: "Waiting",
    event: '{"id":"T-1"}',
  });
  ({ run } = started.body as { run: string });
  const { sql } = api.connection;
  const note = 'Waits for an event from Hooked whose event.body.ticket.id is "T-1".';
  await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, note)
    values (${run}, 'w', '', 1, 'waiting', 1, now(), ${note})`;
  await sql`update runs set state = 'running' where id = ${run}`;
  await openWait(sql, {
    runId: run,
    step: "w",
    scope: "",
    attempt: 1,
    workspaceId: hook.workspaceId,
    source: `playbook:${hook.id}`,
    key: "T-1",
    eventKey: "event.body.ticket.id",
    condition: null,
    timeoutMs: null,
    lookBackMs: 0,
  });
});
afterAll(() => api[Symbol.asyncDispose]());

interface Story {
  readonly wait: { readonly state: string; readonly key: string; readonly missed: string | null };
}

const storyOf = async () => (await ask("runs.step", { id: run, step: "w" })).body as Story;

test("the sources that steps can wait for are listed, a workspace's own webhooks among them", async () => {
  const { events } = (await ask("catalogue.get", {})).body as { events: { key: string; id: string }[] };
  expect(events.map(({ key }) => key)).toEqual(["webhook:Hooked", "alert_status", "alert_comment"]);
  expect(events[0]?.id).toBe(`playbook:${hook.id}`);
});

test("what a run waits for is told, and what came and was not it; an error among that too", async () => {
  expect((await storyOf()).wait).toMatchObject({ state: "open", key: "T-1", missed: null });
  await deliver(hook, { body: '{"other":1}' });
  await deliver(hook, { body: '{"ticket":{"id":"T-2"}}' });
  const { wait } = await storyOf();
  expect(wait.missed).toMatch(
    /^2 events did not match; last, the event of run_\S+: its event\.body\.ticket\.id is "T-2"\. Of the last 2, 1 could not/,
  );
  const told = (await ask("runs.get", { id: run })).body as { steps: Story[] };
  expect(told.steps[0]?.wait.missed).toBe(wait.missed);
  const listed = (await ask("runs.list", { playbook: "Waiting" })).body as {
    runs: { happening: { step: string; note: string }[] }[];
  };
  expect(listed.runs[0]?.happening[0]).toMatchObject({
    step: "Ticket closed",
    note: expect.stringContaining("Waits for an event from Hooked"),
  });
});

test("a test by hand and a repeated request are no events; one that was accepted is queued with it", async () => {
  const { sql } = api.connection;
  const queued = async () => (await sql`select 1 from event_arrivals`).length;
  const before = await queued();
  await api.call(hook.admin, "runs.start", "mutation", { playbook: "Hooked", event: '{"body":{}}' });
  expect(await queued()).toBe(before);
  const once = { body: '{"ticket":{"id":"T-1"}}', headers: { "idempotency-key": "k" } };
  await deliver(hook, once);
  await deliver(hook, once);
  expect(await queued()).toBe(before + 1);
  const [wait] = await listEventWaits(api.connection.db, hook.workspaceId, run);
  expect(wait?.state).toBe("open");
});

test("documents that wait for each other's webhook are applied in one go; a webhook that is nowhere is refused", async () => {
  const graph = (source: string) => ({
    ...waiting,
    nodes: waiting.nodes.map((node) => (node.id === "w" ? { ...node, source } : node)),
  });
  const trigger = {
    id: "t",
    kind: "trigger",
    name: "t",
    trigger: "webhook",
    config: { auth: { mode: "hmac" } },
  };
  const documents = {
    playbooks: [
      { name: "A waits", graph: graph("webhook:Z hooked"), publish: true },
      { name: "Z hooked", graph: { nodes: [trigger], edges: [] }, publish: true },
    ],
  };
  const saved = await api.call(hook.admin, "documents.save", "mutation", documents);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const lone = { playbooks: [{ name: "B waits", graph: graph("webhook:Nowhere"), publish: true }] };
  const refused = await api.call(hook.admin, "documents.save", "mutation", lone);
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain("unknown_source");
});

test("a renamed playbook is still waited for", async () => {
  await api.call(hook.admin, "playbooks.rename", "mutation", { playbook: hook.id, name: "Renamed" });
  await deliver(hook, { body: '{"ticket":{"id":"T-9"}}' });
  expect((await storyOf()).wait.missed).toContain('"T-9"');
});
