import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let admin: string;

beforeAll(async () => {
  api = await startOwnApi();
  admin = await api.token(await createWorkspace(api.connection.db, "Test"), "admin");
  await api.call(admin, "playbooks.save", "mutation", {
    name: "sampled",
    graph: manualGraph(),
    publish: true,
    enable: true,
  });
});
afterAll(() => api[Symbol.asyncDispose]());

const latest = async () => (await api.call(admin, "samples.latest", "query", { playbook: "sampled" })).body;

async function run(event: unknown): Promise<string> {
  const input = { playbook: "sampled", event: JSON.stringify(event) };
  return ((await api.call(admin, "runs.start", "mutation", input)).body as { run: string }).run;
}

async function record(runId: string, step: string, output: unknown, state = "done"): Promise<void> {
  await api.connection.sql`insert into step_runs (run_id, step, scope, seq, state, attempt, output)
    values (${runId}, ${step}, '', 1, ${state}, 1, ${JSON.stringify({ kind: "inline", json: JSON.stringify(output) })})`;
}

test("a playbook that never ran has nothing to show", async () => {
  expect(await latest()).toEqual({ run: null, event: null, steps: [] });
});

test("the last run's event, and of each step what it last gave, wherever that was", async () => {
  const first = await run({ n: 1 });
  await record(first, "note", { seen: "then" });
  await record(first, "other", { only: "here" });
  const second = await run({ n: 2 });
  await record(second, "note", { seen: "now" });
  await record(second, "broken", { half: true }, "failed");
  expect(await latest()).toMatchObject({
    run: { id: second, version: 1 },
    event: { json: '{"n":2}' },
    steps: [
      { step: "note", run: second, output: { json: '{"seen":"now"}' } },
      { step: "other", run: first, output: { json: '{"only":"here"}' } },
    ],
  });
});

test("of a run that is chosen, only what it gave itself", async () => {
  const chosen = await run({ n: 3 });
  await record(chosen, "note", { seen: "chosen" });
  await run({ n: 4 });
  const ofRun = (id: string) => api.call(admin, "samples.ofRun", "query", { playbook: "sampled", run: id });
  expect((await ofRun(chosen)).body).toMatchObject({
    run: { id: chosen },
    event: { json: '{"n":3}' },
    steps: [{ step: "note", run: chosen, output: { json: '{"seen":"chosen"}' } }],
  });
  expect((await ofRun("run_nowhere")).status).toBe(404);
});

test("what an action without a declared result gave in recent runs is learnt as a type, without its values", async () => {
  await api.call(admin, "actions.save", "mutation", {
    name: "judge",
    source: "def main(address: str) -> dict:\n    return {'score': 1}\n",
    entry: "main",
    effect: "read",
    idempotent: true,
    arguments: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
  });
  const graph = {
    nodes: [
      { id: "t", kind: "trigger", name: "start", trigger: "manual" },
      { id: "j", kind: "action", name: "judged", action: "script.judge", arguments: { address: "x" } },
    ],
    edges: [{ from: "t", to: "j" }],
  };
  await api.call(admin, "playbooks.save", "mutation", { name: "judges", graph, publish: true, enable: true });
  const learnt = async () =>
    ((await api.call(admin, "catalogue.get", "query")).body as { learnt: readonly unknown[] }).learnt;
  expect(await learnt()).toEqual([]);
  for (const output of [{ score: 7, who: "alice" }, { score: 0.5 }]) {
    const started = await api.call(admin, "runs.start", "mutation", { playbook: "judges", event: "{}" });
    await record((started.body as { run: string }).run, "j", output);
  }
  expect(await learnt()).toEqual([
    {
      action: "script.judge",
      result: {
        learnt: true,
        type: "object",
        properties: { score: { type: "number" }, who: { type: "string" } },
        required: ["score"],
        additionalProperties: false,
      },
    },
  ]);
  const reads = {
    nodes: [
      ...graph.nodes,
      { id: "s", kind: "set", name: "seen", assignments: [{ name: "n", value: "{{ steps.judged.scor }}" }] },
    ],
    edges: [...graph.edges, { from: "j", to: "s" }],
  };
  const saved = await api.call(admin, "playbooks.save", "mutation", {
    name: "judges",
    graph: reads,
    publish: true,
  });
  expect(saved.body).toMatchObject({
    diagnostics: [
      { code: "unknown_field", severity: "warning", node: "s", hint: expect.stringContaining("score") },
    ],
  });
});
