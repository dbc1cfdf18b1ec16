import { setTimeout as sleep } from "node:timers/promises";
import { startTestApi, UserError } from "@riposte/api/testing";
import { createWorkspace, insertApproval, settleApproval } from "@riposte/db";
import type { ApprovalRequest } from "@riposte/plan";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";
import type { OwnApi } from "./own-api.ts";

let api: OwnApi;
let workspaceId: string;
let admin: string;
const decisions: unknown[] = [];

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns(decisions) });
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  admin = await api.token(workspaceId, "admin", "root");
  decisions.length = 0;
});
afterAll(() => api[Symbol.asyncDispose]());

async function waitingApproval(
  approvers: readonly string[],
  expiresAt: number | null = null,
  question: Pick<ApprovalRequest, "question"> = {},
) {
  await api.call(admin, "playbooks.save", "mutation", {
    name: "P",
    graph: manualGraph(),
    publish: true,
    enable: true,
  });
  const { body } = await api.call(admin, "runs.start", "mutation", { playbook: "P" });
  const { run } = body as { run: string };
  const asked = { approvers, message: "May I?", ...question, stepLabel: "Ask" };
  const request: ApprovalRequest = { ...asked, expiresAt, call: null };
  const id = await insertApproval(api.connection.db, {
    workspaceId,
    runId: run,
    step: "note",
    attempt: 1,
    request,
  });
  return { run, id };
}

const approve = (token: string, input: object) =>
  api.call(token, "approvals.decide", "mutation", { decision: "approve", comment: "fine", ...input });

test("a designated approver's decision reaches the run and the audit log", async () => {
  const alice = await api.token(workspaceId, "analyst", "alice");
  const { run, id } = await waitingApproval(["token:alice"]);
  expect((await approve(alice, { run })).status).toBe(200);
  expect(decisions).toEqual([
    {
      runId: run,
      step: "note",
      scope: "",
      attempt: 1,
      decision: "approve",
      by: "token:alice",
      comment: "fine",
    },
  ]);
  const audit = (await api.call(admin, "audit.list", "query")).body as { action: string; target: string }[];
  expect(audit[0]).toMatchObject({
    action: "approvals.decide",
    target: `approval:${id}`,
    actor: "token:alice",
  });
});

test("by role: an analyst and whoever is more; an admin who is not designated is refused", async () => {
  const byRole = await waitingApproval(["role:analyst"]);
  expect((await approve(admin, { id: byRole.id })).status).toBe(200);
  const byName = await waitingApproval(["token:alice"]);
  const refused = await approve(admin, { id: byName.id });
  expect(refused).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining("not among the approvers") },
  });
  expect(decisions).toHaveLength(1);
  const tried = await api.call(admin, "audit.list", "query", { action: "approvals.decide", limit: 1 });
  expect(tried.body).toMatchObject([
    {
      actor: "token:root",
      target: `approval:${byName.id}`,
      details: { decision: "approve", refused: expect.stringContaining("not among the approvers") },
      about: { playbook: { name: "P" }, run: byName.run },
    },
  ]);
});

test("who decides in a paused run is told by whom it is paused, before and after: it does not go on by that", async () => {
  const { run, id } = await waitingApproval(["role:admin"]);
  const { sql } = api.connection;
  await sql`update runs set state = 'running' where id = ${run}`;
  await api.call(admin, "runs.pause", "mutation", { id: run, reason: "change window" });
  await sql`update runs set state = 'paused' where id = ${run}`;
  const paused = { by: "token:root", reason: "change window" };
  const story = await api.call(admin, "approvals.get", "query", { id });
  expect(story.body).toMatchObject({ ofRun: { state: "paused" }, paused });
  expect(await approve(admin, { id })).toMatchObject({ status: 200, body: { isPaused: true, paused } });
  const other = await waitingApproval(["role:admin"]);
  expect((await approve(admin, { id: other.id })).body).toMatchObject({ isPaused: false, paused: null });
});

test("a viewer may not decide, even when designated", async () => {
  const viewer = await api.token(workspaceId, "viewer", "guest");
  const { id } = await waitingApproval(["guest"]);
  expect((await approve(viewer, { id })).status).toBe(403);
});

test("a second and a late decision are refused with plain reasons", async () => {
  const { run, id } = await waitingApproval(["role:admin"]);
  await settleApproval(api.connection.db, {
    runId: run,
    step: "note",
    outcome: "rejected",
    by: "token:bob",
    comment: "",
  });
  const second = await approve(admin, { id });
  expect(second).toMatchObject({
    status: 409,
    body: { message: expect.stringMatching(/rejected already by token:bob/) },
  });

  const late = await waitingApproval(["role:admin"], Date.now() - 1_000);
  expect(await approve(admin, { run: late.run })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("expired") },
  });
  expect(decisions).toEqual([]);
});

test("who says the same again is told that they did; who says the other thing, too", async () => {
  const { run, id } = await waitingApproval(["role:admin"]);
  const by = { outcome: "approved", by: "token:root", comment: "" } as const;
  await settleApproval(api.connection.db, { runId: run, step: "note", ...by });
  expect(await approve(admin, { id })).toMatchObject({
    status: 200,
    body: { approval: id, decision: "approve", by: "token:root" },
  });
  expect(decisions).toEqual([]);
  expect(await approve(admin, { id, decision: "reject" })).toMatchObject({
    status: 409,
    body: { message: expect.stringMatching(/^You approved it at .* Nothing was changed\.$/) },
  });
});

test("who is late by a moment, so that the run refuses, is told who decided and not that the run is over", async () => {
  const { run, id } = await waitingApproval(["role:admin"]);
  const decide = async () => {
    const outcome = "approved";
    await settleApproval(api.connection.db, {
      runId: run,
      step: "note",
      outcome,
      by: "token:bob",
      comment: "",
    });
    throw new UserError("conflict", "The run is not under way: it is over, or it has not started yet.");
  };
  await using other = await startTestApi({
    databaseUrl: api.databaseUrl,
    runs: { ...acceptingRuns(), decide },
  });
  const answer = await other.call(admin, "approvals.decide", "mutation", { id, decision: "approve" });
  const words = /^This approval was approved already by token:bob at .* Nothing was changed\.$/;
  expect(answer).toMatchObject({ status: 409, body: { message: expect.stringMatching(words) } });
  const told = await api.call(admin, "audit.list", "query", { action: "approvals.decide" });
  expect(told.body).toMatchObject([{ details: { refused: expect.stringMatching(words) } }]);
});

test("Temporal away: refused with advice, and the audit log knows of no decision", async () => {
  await using away = await startTestApi({ databaseUrl: api.databaseUrl });
  const { id } = await waitingApproval(["role:admin"]);
  const answer = await away.call(admin, "approvals.decide", "mutation", { id, decision: "approve" });
  expect(answer).toMatchObject({ status: 503, body: { message: expect.stringContaining("riposte status") } });
  const audit = (await api.call(admin, "audit.list", "query")).body as { action: string }[];
  expect(audit.map(({ action }) => action)).not.toContain("approvals.decide");
});

test("what the run refuses is on record as refused; where it only does not answer, it may still be done", async () => {
  const { id } = await waitingApproval(["role:admin"]);
  for (const [error, details, kept] of [
    [new UserError("conflict", "It waits no more."), { refused: "It waits no more." }, null],
    [
      new UserError("unavailable", "The run has not answered."),
      { unanswered: true },
      { outcome: "approved" },
    ],
  ] as const) {
    const runs = { ...acceptingRuns(), decide: () => Promise.reject(error) };
    await using other = await startTestApi({ databaseUrl: api.databaseUrl, runs });
    const answer = await other.call(admin, "approvals.decide", "mutation", { id, decision: "approve" });
    expect(answer.body).toMatchObject({ message: error.message });
    const told = await api.call(admin, "audit.list", "query", { action: "approvals.decide", limit: 1 });
    expect(told.body).toMatchObject([{ details: { decision: "approve", ...details } }]);
    expect((await other.call(admin, "approvals.get", "query", { id })).body).toMatchObject({ kept });
  }
  // Asked and answered is one entry each, on every page.
  const all = await api.call(admin, "audit.list", "query", { action: "approvals.decide" });
  expect(all.body).toHaveLength(2);
});

test("a decision that the run has not heard is kept: nobody decides otherwise, and it is told as of when it was made", async () => {
  const runs = { ...acceptingRuns(), decide: async () => "kept" as const };
  await using away = await startTestApi({ databaseUrl: api.databaseUrl, runs });
  const { run, id } = await waitingApproval(["role:admin"], Date.now() + 2_000);
  const bob = await api.token(workspaceId, "admin", "bob");
  const decide = (token: string, decision: string) =>
    away.call(token, "approvals.decide", "mutation", { id, decision });
  expect(await decide(admin, "approve")).toMatchObject({ status: 200, body: { isKept: true } });
  const late = /^token:root approved it already at .*the run has not answered yet.* Nothing was changed\.$/;
  expect(await decide(bob, "reject")).toMatchObject({
    status: 409,
    body: { message: expect.stringMatching(late) },
  });

  await sleep(2_500);
  const { body } = await away.call(bob, "approvals.get", "query", { id });
  expect(body).toMatchObject({
    outcome: null,
    kept: { outcome: "approved", by: "token:root" },
    whyNot: { kind: "conflict", message: expect.stringContaining("token:root approved it already") },
  });
  expect(await decide(admin, "approve")).toMatchObject({ status: 200, body: { isKept: true } });
  const told = await api.call(admin, "audit.list", "query", { action: "approvals.decide", limit: 1 });
  const { kept } = body as { kept: { at: string } };
  expect(told.body).toMatchObject([{ details: { decision: "approve", kept: true, at: kept.at } }]);
  const ruling = { runId: run, step: "note", outcome: "approved", by: "token:root", comment: "" } as const;
  await settleApproval(api.connection.db, ruling);
  const after = await away.call(bob, "approvals.get", "query", { id });
  expect(after.body).toMatchObject({ outcome: "approved", kept: null, decidedAt: kept.at });
});

test("the question is told in pieces, and all that is held of a long value on request", async () => {
  const { id } = await waitingApproval(["role:analyst"], null, {
    question: [
      { kind: "written", text: "Block " },
      { kind: "value", text: "x".repeat(4_000), length: 9_000 },
    ],
  });
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  expect(body).toMatchObject({
    question: [
      { kind: "written", text: "Block ", length: 6 },
      { kind: "value", text: "x".repeat(200), length: 9_000 },
    ],
  });
  const whole = (piece: number) => api.call(admin, "approvals.whole", "query", { id, piece });
  expect((await whole(1)).body).toEqual({ text: "x".repeat(4_000), length: 9_000 });
  expect((await whole(2)).status).toBe(404);
});
