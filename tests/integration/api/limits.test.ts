import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";
import { runRiposte } from "./run-riposte.ts";

let api: TestApi;
let admin: string;
let workspaceId: string;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  workspaceId = await createWorkspace(api.connection.db, "SOC");
  admin = await api.token(workspaceId, "admin");
});
afterAll(() => api[Symbol.asyncDispose]());

async function call(path: string, type: "query" | "mutation", input: object) {
  const answer = await api.call(admin, path, type, input);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as never;
}

async function publish(name: string, config: object = {}): Promise<void> {
  const { nodes, edges } = manualGraph();
  const [trigger, ...rest] = nodes as object[];
  const graph = { nodes: [{ ...trigger, config }, ...rest], edges };
  await call("playbooks.save", "mutation", { name, graph, publish: true, enable: true, message: "" });
}

async function start(playbook: string, event = "{}"): Promise<string> {
  const { run } = (await call("runs.start", "mutation", { playbook, event })) as { run: string };
  return run;
}

/** As the dispatcher does. */
async function begin(run: string): Promise<void> {
  const { sql } = api.connection;
  await sql`update inbox set start_attempted_at = now(), started_at = now() where id = ${run}`;
  await sql`update runs set started_at = now(), state = 'running' where id = ${run}`;
}

async function waitsOf(run: string) {
  const { runs } = (await call("runs.list", "query", {})) as { runs: { id: string; waits: string | null }[] };
  return runs.find(({ id }) => id === run)?.waits;
}

test("a limit is set, shown with what waits, written down, applied and exported, and lifted", async () => {
  await publish("Busy");
  await call("limits.setPlaybook", "mutation", { playbook: "Busy", limit: { atOnce: 1 } });
  await begin(await start("Busy"));
  const [second, third] = [await start("Busy"), await start("Busy")];
  expect(await waitsOf(second)).toBe("Waits for its turn: 1 of at most 1 run of this playbook is under way.");
  const words = "Waits for its turn: 1 of at most 1 run of this playbook is under way; 1 before it.";
  expect(await waitsOf(third)).toBe(words);
  expect(await call("runs.get", "query", { id: third })).toMatchObject({
    waits: words,
    standIn: null,
    joined: 0,
  });
  expect(await call("runs.outline", "query", { id: third })).toMatchObject({ waits: words });
  expect(await call("limits.list", "query", {})).toEqual([
    expect.objectContaining({
      kind: "playbook",
      name: "Busy",
      words: "at most 1 at once",
      underWay: 1,
      waiting: 2,
    }),
  ]);
  const audit = JSON.stringify(await call("audit.list", "query", {}));
  expect(audit).toContain("limits.set");
  expect(audit).toContain("at most 1 at once");

  const limit = { atOnce: 2, rate: { count: 100, seconds: 3_600 } };
  await call("documents.save", "mutation", {
    connectors: [{ name: "chat", type: "webhook", settings: { hosts: "example.com" }, limit }],
    actions: [{ name: "scan", source: "pass", entry: "plain", effect: "read", limit }],
    playbooks: [{ name: "Busy", graph: manualGraph(), limit: null }],
    limits: [{ name: "riposte.get_alert", limit: { atOnce: 5 } }],
  });
  const listed = (await call("limits.list", "query", {})) as {
    kind: string;
    target: string;
    words: string;
  }[];
  expect(listed.map(({ kind, target, words: said }) => [kind, target, said])).toEqual([
    ["action", "riposte.get_alert", "at most 5 at once"],
    ["action", "script.scan", "at most 2 at once, at most 100 in an hour"],
    ["connector", "chat", "at most 2 at once, at most 100 in an hour"],
  ]);
  expect(await waitsOf(third)).toBeNull();
  // A document that says nothing of it leaves it; a connector that goes takes it along.
  await call("documents.save", "mutation", {
    connectors: [{ name: "chat", type: "webhook", settings: { hosts: "example.com" } }],
  });
  expect(await call("limits.list", "query", {})).toHaveLength(3);
  await call("connectors.remove", "mutation", { name: "chat" });
  expect(await call("limits.list", "query", {})).toHaveLength(2);
});

test("what is no limit is refused: of nothing, below one, for who may not", async () => {
  for (const limit of [{ atOnce: 0 }, { rate: { count: 1, seconds: 0 } }, { atMost: 1 }]) {
    const answer = await api.call(admin, "limits.setPlaybook", "mutation", { playbook: "Busy", limit });
    expect(answer.status).toBe(400);
  }
  const author = await api.token(workspaceId, "author");
  const answer = await api.call(author, "documents.save", "mutation", {
    connectors: [{ name: "chat", type: "webhook", limit: { atOnce: 1 } }],
  });
  expect(answer.status).toBe(403);
});

test("runs with the same key wait for each other, also those that are started by hand", async () => {
  await publish("One by one", { oneAtATime: { key: "{{ trigger.host }}" } });
  const first = await start("One by one", '{"host":"h1"}');
  await begin(first);
  const same = await start("One by one", '{"host":"h1"}');
  const other = await start("One by one", '{"host":"h2"}');
  expect(await waitsOf(same)).toBe(
    `Waits for its turn: one run at a time with this key, and ${first} comes first.`,
  );
  expect(await waitsOf(other)).toBeNull();
});

test("the line of a run that has not begun says why, in the words of its story", async () => {
  await publish("Listed");
  await call("limits.setPlaybook", "mutation", { playbook: "Listed", limit: { atOnce: 1 } });
  await begin(await start("Listed"));
  const [waiting, held] = [await start("Listed"), await start("Listed")];
  const reason = "It may have run already: the database is older than Temporal.";
  await api.connection.sql`update inbox set held_reason = ${reason} where id = ${held}`;
  const words = new Map([
    [waiting, "Waits for its turn: 1 of at most 1 run of this playbook is under way."],
    [held, `held: ${reason}`],
  ]);
  const riposte = (...line: readonly string[]) => runRiposte([...line, "--url", api.url], admin);
  const { stdout: listed } = await riposte("runs", "--playbook", "Listed", "--state", "queued");
  for (const [run, why] of words) {
    const lines = listed.split("\n").filter((line) => line.startsWith(`${run}  queued  `));
    expect(lines).toEqual([expect.stringContaining(`  ${why}`)]);
    expect((await riposte("show", run)).stdout).toContain(why);
  }
});

test("a call that waits says what for as it is now, and not as it was when it was recorded", async () => {
  const { sql } = api.connection;
  const run = await start("One by one", '{"host":"h3"}');
  await begin(run);
  await call("limits.setAction", "mutation", { action: "riposte.get_alert", limit: { atOnce: 1 } });
  for (const step of ["a", "b", "c"]) {
    await sql`select * from call_turn_enter(${workspaceId}, ${run}, ${step}, '', 1, ${run}, 'riposte.get_alert', null, 'w/1')`;
  }
  await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, note, started_at)
    values (${run}, 'c', '', 5, 'turn', 1, 'Waits for its turn: as it was.', now())`;
  const now = "Waits for its turn: 1 of at most 1 call of Get alert is under way; 1 before it.";
  expect(JSON.stringify(await call("runs.get", "query", { id: run }))).toContain(now);
  expect(JSON.stringify(await call("runs.step", "query", { id: run, step: "c" }))).toContain(now);
  expect(JSON.stringify(await call("runs.list", "query", {}))).toContain(now);
});
