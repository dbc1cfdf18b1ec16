import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, insertApproval, settleApproval } from "@riposte/db";
import type { ApprovalRequest } from "@riposte/plan";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { approvalGraph as graph } from "./approval-graph.ts";
import { joined } from "./browser.ts";
import { startOwnApi } from "./own-api.ts";

// U+0000 and half characters are fine JSON, and nothing that PostgreSQL's text can hold.

let api: TestApi;
let workspaceId: string;
let admin: string;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns([]) });
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  admin = await api.token(workspaceId, "admin", "root");
  const playbook = { name: "P", graph, publish: true, enable: true };
  await api.call(admin, "playbooks.save", "mutation", playbook);
});
afterAll(() => api[Symbol.asyncDispose]());

async function waits(user: string) {
  const event = JSON.stringify({ alert_id: "AL-1", n: 5, user });
  const { body } = await api.call(admin, "runs.start", "mutation", { playbook: "P", event });
  const { run } = body as { run: string };
  const request: ApprovalRequest = {
    approvers: ["role:analyst"],
    message: `Block ${user}?`,
    expiresAt: null,
    call: null,
    stepLabel: "Block?",
  };
  const row = { workspaceId, runId: run, step: "ask", attempt: 1, request };
  return { run, id: await insertApproval(api.connection.db, row) };
}

test.each([
  ["U+0000", "x \0"],
  ["half a character", "lone \ud800 x"],
])("an event with %s stands in nobody's way to what waits for them", async (_what, user) => {
  const ida = await joined(api, admin, { email: `${workspaceId}@example.org`, role: "analyst" });
  const { id } = await waits(user);
  const message = `Block ${user}?`;
  expect(await ida.call("approvals.waiting", "query", { mine: true })).toMatchObject({
    status: 200,
    body: { approvals: [{ id, message }] },
  });
  expect(await ida.call("approvals.count", "query")).toMatchObject({ body: { mine: 1, all: 1 } });
  expect(await ida.call("approvals.get", "query", { id })).toMatchObject({ body: { id, message } });
  expect(await ida.call("approvals.decide", "mutation", { id, decision: "approve" })).toMatchObject({
    status: 200,
  });
});

test("a comment with U+0000 is kept as far as it can be", async () => {
  const { id, run } = await waits("x");
  const { db } = api.connection;
  await settleApproval(db, { runId: run, step: "ask", outcome: "approved", by: "ida", comment: "fine \0" });
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  expect(body).toMatchObject({ comment: "fine \uFFFD" });
});

test("who looks for U+0000 finds what holds it, or nothing", async () => {
  const { run } = await waits("x \0");
  const found = (path: string) => api.call(admin, path, "query", { text: "x \0" });
  expect(await found("runs.list")).toMatchObject({ body: { runs: [{ id: run }] } });
  expect(await found("runs.counts")).toMatchObject({ status: 200 });
  expect(await found("alerts.list")).toMatchObject({ body: { total: 0 } });
  expect(await found("outbox.list")).toMatchObject({ body: { total: 0 } });
  expect(await found("playbooks.overview")).toMatchObject({ status: 200 });
});
