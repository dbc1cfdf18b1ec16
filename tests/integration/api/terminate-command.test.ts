import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { startOwnApi } from "./own-api.ts";
import { runRiposte } from "./run-riposte.ts";

let api: TestApi;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns([]) });
});
afterAll(() => api[Symbol.asyncDispose]());

test("who may not end a run is told so before being told how", async () => {
  const workspace = await createWorkspace(api.connection.db, "Test");
  const author = await api.token(workspace, "author", "writes");
  const graph = { nodes: [{ id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} }] };
  const saved = { name: "P", graph: { ...graph, edges: [] }, publish: true, enable: true };
  expect(await api.call(author, "playbooks.save", "mutation", saved)).toMatchObject({ status: 200 });
  const started = await api.call(author, "runs.start", "mutation", { playbook: "P", event: "{}" });
  const { run } = started.body as { run: string };

  await api.connection.sql`
    insert into step_runs (run_id, step, scope, seq, state, attempt)
    values (${run}, 'hand', 'each[2]', 1, 'running', 1)`;
  const words = ["terminate", run, "--reason", "it hangs", "--url", api.url];
  const asked = await runRiposte(words, author);
  expect(asked).toMatchObject({ code: 5, stdout: expect.stringContaining("Add --yes to end it.") as string });
  expect(asked.stdout).toContain("hand (each[2]): running");
  const refused = await runRiposte(words, await api.token(workspace, "analyst", "looks"));
  expect(refused).toMatchObject({ code: 5, stdout: "" });
  expect(refused.stderr).toContain("Ending a run needs the role author; you are analyst.");
});
