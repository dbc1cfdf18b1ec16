import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, insertApproval, settleApproval } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { startOwnApi } from "./own-api.ts";
import { runRiposte } from "./run-riposte.ts";

let api: TestApi;
let admin: string;
let workspaceId: string;
let run: string;
const decisions: unknown[] = [];

const graph = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} },
    { id: "each", kind: "for_each", name: "each", over: "{{ trigger.hosts }}", collect: "{{ item }}" },
    { id: "n1", parent: "each", kind: "approval", name: "ask", approvers: ["role:analyst"] },
    { id: "n2", kind: "stop", name: "end" },
  ],
  edges: [
    { from: "hand", to: "each" },
    { from: "each", port: "each", to: "n1" },
    { from: "each", to: "n2" },
  ],
};

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns(decisions) });
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(async () => {
  decisions.length = 0;
  workspaceId = await createWorkspace(api.connection.db, "Test");
  admin = await api.token(workspaceId, "admin", "root");
  const saved = { name: "P", graph, publish: true, enable: true };
  const answer = await api.call(admin, "playbooks.save", "mutation", saved);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const started = await api.call(admin, "runs.start", "mutation", { playbook: "P", event: '{"hosts":[]}' });
  ({ run } = started.body as { run: string });
});

async function ask(iteration: number): Promise<string> {
  const request = { approvers: ["role:analyst"], message: "", expiresAt: null, call: null, stepLabel: "Ask" };
  const place = { runId: run, step: "n1", scope: `each[${iteration}]`, attempt: 1 };
  return insertApproval(api.connection.db, { workspaceId, ...place, request });
}

const riposte = (...words: readonly string[]) => runRiposte([...words, "--url", api.url], admin);

test("those of a loop are told apart by their iteration, in what is said, in the table, and when deciding", async () => {
  await ask(0);
  await ask(1);
  const unsaid = await riposte("approve", run);
  expect(unsaid.code).toBe(2);
  expect(unsaid.stderr).toContain(
    "wait for approval: ask at each[0], ask at each[1]. Say which, by step and scope.",
  );
  expect((await riposte("approvals")).stdout).toMatch(/n1 +each\[1\] /);
  const approved = await riposte("approve", run, "--scope", "each[1]");
  expect(approved).toMatchObject({ code: 0, stderr: "" });
  expect(approved.stdout).toContain(`Step n1 at each[1] of ${run} is approved`);
  const place = { runId: run, step: "n1", by: "token:root", comment: "" };
  expect(decisions).toEqual([{ ...place, scope: "each[1]", attempt: 1, decision: "approve" }]);
  expect((await riposte("reject", run, "--step", "ask", "--scope", "each[0]")).code).toBe(0);
  expect(decisions).toHaveLength(2);
});

test("an approval is also named by its own id", async () => {
  await ask(0);
  const id = await ask(1);
  expect((await riposte("approve", id)).code).toBe(0);
  expect(decisions).toMatchObject([{ scope: "each[1]" }]);
});

test("a step or an iteration that does not wait: it is said which ones do", async () => {
  await ask(0);
  const nosuch = await riposte("approve", run, "--step", "nosuch");
  expect(nosuch.code).toBe(3);
  expect(nosuch.stderr).toContain(
    'No step "nosuch" of this run waits for approval. What waits: ask at each[0].',
  );
  const elsewhere = await riposte("approve", run, "--step", "ask", "--scope", "each[7]");
  expect(elsewhere).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('No step "ask" at each[7] of this run'),
  });
  expect(decisions).toEqual([]);
});

test("what was closed long ago does not hide what is open, and is told where it was named", async () => {
  await ask(0);
  await ask(1);
  const outcome = { outcome: "rejected" as const, by: "token:bob", comment: "" };
  await settleApproval(api.connection.db, { runId: run, step: "n1", scope: "each[0]", ...outcome });
  const late = await riposte("approve", run, "--scope", "each[0]");
  expect(late).toMatchObject({ code: 5, stderr: expect.stringContaining("bob") });
  expect((await riposte("approve", run, "--scope", "each[1]")).code).toBe(0);
  expect(decisions).toMatchObject([{ scope: "each[1]" }]);
});

test("in a loop the iteration is named also where one alone waits: a repeated command never decides the next", async () => {
  await ask(0);
  expect(await riposte("approve", run)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      "Step ask waits for approval at each[0] of its loop. Say which iteration",
    ),
  });
  const outcome = { outcome: "approved" as const, by: "token:root", comment: "" };
  await settleApproval(api.connection.db, { runId: run, step: "n1", scope: "each[0]", ...outcome });
  expect(await riposte("approve", run, "--step", "ask")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("the last one that did was each[0]"),
  });
  await ask(1);
  expect((await riposte("approve", run, "--scope", "each[0]")).code).toBe(0);
  expect((await riposte("approve", run)).code).toBe(2);
  expect(decisions).toEqual([]);
});

test("a run that waits for nobody says so", async () => {
  expect(await riposte("approve", run)).toMatchObject({
    code: 5,
    stderr: expect.stringContaining(`Run ${run} waits for no approval.`),
  });
});
