import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, insertApproval, settleApproval } from "@riposte/db";
import type { ApprovalRequest } from "@riposte/plan";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let admin: string;
let viewer: string;
let run: string;
let isSettled = false;

beforeAll(async () => {
  const resolve = async () => {
    if (isSettled) throw new Error("The outcome of step note is not in question.");
    isSettled = true;
    return "heard" as const;
  };
  api = await startOwnApi({ runs: { ...acceptingRuns(), resolve } });
  workspaceId = await createWorkspace(api.connection.db, "Test");
  admin = await api.token(workspaceId, "admin", "root");
  viewer = await api.token(workspaceId, "viewer");
  const graph = manualGraph();
  await api.call(admin, "playbooks.save", "mutation", { name: "P", graph, publish: true, enable: true });
  run = ((await api.call(admin, "runs.start", "mutation", { playbook: "P" })).body as { run: string }).run;
});
afterAll(() => api[Symbol.asyncDispose]());

test("what was decided names playbook, message, run, who, when and why; the open ones are not among it", async () => {
  const { db } = api.connection;
  const request: ApprovalRequest = {
    approvers: ["role:admin"],
    message: "May I?",
    expiresAt: null,
    call: null,
    stepLabel: "Ask",
  };
  const approval = { workspaceId, runId: run, step: "note", request };
  const id = await insertApproval(db, { ...approval, attempt: 1 });
  const ruling = { runId: run, step: "note", outcome: "rejected", by: "ada@example.org", comment: "no" };
  await settleApproval(db, ruling as Parameters<typeof settleApproval>[1]);
  await insertApproval(db, { ...approval, attempt: 2 });
  const { body } = await api.call(viewer, "runs.decided", "query");
  expect(body).toEqual([
    {
      approval: id,
      run,
      step: "note",
      scope: "",
      stepLabel: "Ask",
      playbook: { id: expect.any(String), name: "P" },
      message: "May I?",
      outcome: "rejected",
      by: "ada@example.org",
      at: expect.any(String),
      comment: "no",
      wasRunOver: false,
      wasIterationOver: false,
    },
  ]);
});

test("the audit log names the playbook, the run and the step that an entry is about", async () => {
  const { body } = await api.call(admin, "audit.list", "query", { target: `run:${run}` });
  const playbook = { id: expect.any(String), name: "P" };
  expect(body).toMatchObject([{ action: "runs.start", about: { playbook, run, step: null } }]);
});

test("what a person said became of a step stands among it; the one who came too late does not", async () => {
  await api.connection.sql`
    insert into attempts (run_id, step, scope, attempt, state, owner, fence, lease_until, may_take_over)
    values (${run}, 'note', '', 1, 'unknown', 'w', 1, now(), false)`;
  const late = await api.token(workspaceId, "analyst", "late");
  const say = (token: string, reason: string) =>
    api.call(token, "runs.resolve", "mutation", { id: run, step: "note", outcome: "done", reason });
  expect((await say(admin, "seen there")).status).toBe(200);
  expect((await say(late, "not seen")).status).not.toBe(200);

  const said = { run, step: "note", outcome: "done", by: "token:root", at: expect.any(String) };
  const log = await api.call(admin, "audit.list", "query", { action: "runs.resolve" });
  // One entry for each who said something, though the one who was refused asked first.
  expect(log.body).toMatchObject([
    { actor: "token:late", details: { refused: expect.any(String) }, about: { run, step: "Note it" } },
    { actor: "token:root", details: { reason: "seen there" } },
  ]);
  expect(log.body).toHaveLength(2);
  const { body } = await api.call(viewer, "runs.decided", "query");
  const first = { ...said, approval: null, comment: "seen there" };
  expect(body).toMatchObject([first, { outcome: "rejected" }]);
  const step = await api.call(viewer, "runs.step", "query", { id: run, step: "note" });
  expect(step.body).toMatchObject({ resolution: { ...said, reason: "seen there" }, isRunOver: false });
});

test("in a loop it is said which iterations nobody knows the outcome of, where none is named", async () => {
  for (const scope of ["each[0]", "each[2]"]) {
    await api.connection.sql`
      insert into step_runs (run_id, step, scope, seq, state, attempt, started_at)
      values (${run}, 'note', ${scope}, 1, 'unknown', 1, now())`;
  }
  const said = { id: run, step: "note", outcome: "done", reason: "seen" };
  const refused = await api.call(admin, "runs.resolve", "mutation", said);
  expect(refused.status).toBe(400);
  expect((refused.body as { message: string }).message).toContain(
    "Nobody knows what became of step note in several of its iterations: each[0], each[2]. Say which, by scope.",
  );
});
