import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, insertApproval, seedExamples } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns([]) });
});
afterAll(() => api[Symbol.asyncDispose]());

const comment = (id: string, uuid: string) => ({
  id,
  kind: "action",
  name: id,
  action: "riposte.comment_alert",
  arguments: { uuid, content: "Somebody was asked." },
});

const graph = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} },
    { id: "ask", kind: "approval", name: "ask", approvers: ["role:analyst"], expiresAfter: 600 },
    comment("yes", "AL-1"),
    comment("no", "AL-SIGNIN1"),
    comment("late", "AL-3"),
  ],
  edges: [
    { from: "hand", to: "ask" },
    { from: "ask", port: "approved", to: "yes" },
    { from: "ask", port: "rejected", to: "no" },
    { from: "ask", port: "expired", to: "late" },
  ],
};

test("what every way out of a decision concerns is named, that of a rejection too", async () => {
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  await seedExamples(api.connection.db, workspaceId);
  const admin = await api.token(workspaceId, "admin", "root");
  const save = { name: "P", graph, publish: true, enable: true };
  const saved = await api.call(admin, "playbooks.save", "mutation", save);
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const started = await api.call(admin, "runs.start", "mutation", { playbook: "P", event: "{}" });
  const { run } = started.body as { run: string };
  const request = { approvers: ["role:analyst"], message: "", expiresAt: null, call: null, stepLabel: "Ask" };
  const place = { workspaceId, runId: run, step: "ask", attempt: 1 };
  const id = await insertApproval(api.connection.db, { ...place, request });
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  const { following, concerned } = body as {
    following: { rejected: unknown[] };
    concerned: unknown[];
  };
  expect(following.rejected).toMatchObject([{ step: "no", concerns: ["alert:AL-SIGNIN1"] }]);
  expect(concerned).toMatchObject([
    { target: "alert:AL-1" },
    { target: "alert:AL-SIGNIN1", alert: { shortId: "AL-SIGNIN1" } },
    { target: "alert:AL-3" },
  ]);
});
