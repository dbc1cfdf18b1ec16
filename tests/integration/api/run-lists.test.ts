import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { RUN_STATES } from "@riposte/plan/run-states";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let viewer: string;
const ids: Record<string, string> = {};

/** By the letters of their runs, the oldest first. */
const RUNS = {
  a: { playbook: "P", state: "done", hour: 1, event: { host: 'WS-12 "old"' } },
  b: { playbook: "Q", state: "failed", hour: 2, event: { host: "WS_13" } },
  c: { playbook: "P", state: "failed", hour: 3, event: {} },
  d: { playbook: "P", state: "running", hour: 4, event: { note: "Grüße" } },
  e: { playbook: "Q", state: "stuck", hour: 5, event: {} },
} as const;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  viewer = await api.token(workspaceId, "viewer");
  const admin = await api.token(workspaceId, "admin");
  for (const name of ["P", "Q"]) {
    const input = { name, graph: manualGraph(), publish: true, enable: true };
    await api.call(admin, "playbooks.save", "mutation", input);
  }
  const { sql } = api.connection;
  for (const [letter, { playbook, state, hour, event }] of Object.entries(RUNS)) {
    const started = await api.call(admin, "runs.start", "mutation", {
      playbook,
      event: JSON.stringify(event),
    });
    const { run } = started.body as { run: string };
    ids[letter] = run;
    await sql`update runs set state = ${state}, created_at = ${`2026-11-01T0${hour}:00:00Z`} where id = ${run}`;
  }
  const failure = JSON.stringify({
    code: "not_found",
    message: 'There is no alert "AL-99"',
    retryable: false,
  });
  await sql`update runs set failure = ${failure} where id = ${ids["c"] ?? ""}`;
});
afterAll(() => api[Symbol.asyncDispose]());

interface Page {
  readonly runs: readonly { readonly id: string }[];
  readonly next: string | null;
}

async function listed(filter: object): Promise<string> {
  const { status, body } = await api.call(viewer, "runs.list", "query", filter);
  if (status !== 200) throw new Error(JSON.stringify(body));
  const letters = new Map(Object.entries(ids).map(([letter, id]) => [id, letter]));
  return (body as Page).runs.map(({ id }) => letters.get(id)).join("");
}

test.each<[string, object, string]>([
  ["everything, newest first", {}, "edcba"],
  ["of a playbook", { playbook: "Q" }, "eb"],
  ["in any state there is", { states: RUN_STATES }, "edcba"],
  ["in one of several states", { states: ["failed", "stuck"] }, "ecb"],
  ["in the one state that the command line asks for", { state: "failed" }, "cb"],
  ["from an instant, up to another", { from: "2026-11-01T02:00:00Z", to: "2026-11-01T04:00:00Z" }, "cb"],
  ["with an offset", { from: "2026-11-01T05:00:00+01:00" }, "ed"],
  ["all of it together", { playbook: "P", states: ["failed"], from: "2026-11-01T02:00:00Z" }, "c"],
  ["by a text in what went wrong, quotes and all", { text: 'alert "al-99"' }, "c"],
  ["by a text in the event, whatever it means to LIKE", { text: "WS_1" }, "b"],
  ["by a text in the event with quotes and letters of others", { text: 'WS-12 "old"' }, "a"],
  ["by letters beyond ASCII", { text: "grüße" }, "d"],
  ["by nothing but space, which is no text", { text: "  " }, "edcba"],
  ["by what is nowhere", { text: "nowhere" }, ""],
])("%s", async (_, filter, expected) => {
  expect(await listed(filter)).toBe(expected);
});

test("by a part of the id", async () => {
  expect(await listed({ text: ids["d"]?.slice(4, 16) ?? "" })).toBe("d");
});

test("a run is told from others by its event, and by whether it was simulated", async () => {
  const { body } = await api.call(viewer, "runs.list", "query", { playbook: "Q", states: ["failed"] });
  expect(body).toMatchObject({ runs: [{ id: ids["b"], eventLine: "host WS_13", simulate: false }] });
  const { sql } = api.connection;
  await sql`update inbox set simulate = true where id = ${ids["b"] ?? ""}`;
  const again = await api.call(viewer, "runs.list", "query", { playbook: "Q", states: ["failed"] });
  expect(again.body).toMatchObject({ runs: [{ simulate: true }] });
});

test("by a part of the playbook's name, in the list as in the counts", async () => {
  const { sql } = api.connection;
  await sql`update playbooks set name = 'Quarantine a host' where name = 'Q'`;
  expect(await listed({ text: "quarantine" })).toBe("eb");
  const counts = await api.call(viewer, "runs.counts", "query", { text: "quarantine" });
  expect(counts.body).toEqual({ states: { failed: 1, stuck: 1 }, more: false });
  await sql`update playbooks set name = 'Q' where name = 'Quarantine a host'`;
});

test("pages of a filtered list hang together, and tell where they end", async () => {
  const first = (await api.call(viewer, "runs.list", "query", { states: ["failed", "done"], limit: 2 }))
    .body as Page;
  expect(first.next).toBe(ids["b"]);
  const filter = { states: ["failed", "done"], limit: 2, before: first.next };
  const second = (await api.call(viewer, "runs.list", "query", filter)).body as Page;
  expect(second).toMatchObject({ runs: [{ id: ids["a"] }], next: null });
});

test("counts by state go by all filters but the state", async () => {
  const counts = async (filter: object) => (await api.call(viewer, "runs.counts", "query", filter)).body;
  expect(await counts({})).toEqual({ states: { done: 1, failed: 2, running: 1, stuck: 1 }, more: false });
  expect(await counts({ playbook: "P", text: "AL-99" })).toEqual({ states: { failed: 1 }, more: false });
});

test("what goes on while a step of it needs a person is found under what waits, too, and counted", async () => {
  const { sql } = api.connection;
  const run = ids["d"] ?? "";
  for (const state of ["unknown", "undecided", "approval"]) {
    await sql`insert into step_runs (run_id, step, scope, seq, state, attempt) values (${run}, 's', '', 900, ${state}, 1)`;
    if (state === "approval")
      await sql`insert into approvals (id, workspace_id, run_id, step, attempt, request)
        select 'ap_waits', workspace_id, id, 's', 1, '{}' from runs where id = ${run}`;
    expect(await listed({ states: ["waiting", "failed"] })).toBe("dcb");
    expect(await listed({ state: "running" })).toBe("d");
    const counts = await api.call(viewer, "runs.counts", "query", {});
    expect(counts.body).toMatchObject({ states: { running: 1, waiting: 1 } });
    await sql`delete from step_runs where run_id = ${run} and step = 's'`;
  }
  await sql`delete from approvals where id = 'ap_waits'`;
  expect(await listed({ states: ["waiting", "failed"] })).toBe("cb");
});

test("a state that there is none of, and a time that is none, are refused by their names", async () => {
  for (const [field, value] of Object.entries({ states: ["lots"], from: "yesterday" })) {
    const answer = await api.call(viewer, "runs.list", "query", { [field]: value });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(field) } });
  }
});

test("a run that should have begun says so, and one that is held says why", async () => {
  const { sql } = api.connection;
  const id = ids["d"] ?? "";
  const [before] = await sql`select state, created_at from runs where id = ${id}`;
  await sql`update runs set state = 'queued' where id = ${id}`;
  const first = async () => {
    const { body } = await api.call(viewer, "runs.list", "query", { states: ["queued"] });
    return (body as { runs: readonly object[] }).runs[0];
  };
  expect(await first()).toMatchObject({ id, waits: null, heldReason: null });
  await sql`update inbox set received_at = now() - interval '1 minute' where id = ${id}`;
  expect(await first()).toMatchObject({
    waits: expect.stringContaining("Should have begun by now"),
    heldReason: null,
  });
  await sql`update inbox set held_reason = 'For a test.' where id = ${id}`;
  expect(await first()).toMatchObject({ waits: null, heldReason: "For a test." });
  await sql`update inbox set held_reason = null where id = ${id}`;
  await sql`insert into dispatch_progress (ticks, held_since) values (1, now())`;
  expect(await first()).toMatchObject({ waits: expect.stringContaining("All starts are held") });
  await sql`delete from dispatch_progress`;
  await sql`update runs set state = ${before?.["state"] as string} where id = ${id}`;
});
