import type { TestApi } from "@riposte/api/testing";
import { commentAlert, createWorkspace, seedExamples } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let analyst: string;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  workspaceId = await createWorkspace(api.connection.db, "SOC");
  await seedExamples(api.connection.db, workspaceId);
  analyst = await api.token(workspaceId, "analyst", "ana");
});
afterAll(() => api[Symbol.asyncDispose]());

interface Page {
  readonly items: readonly { short_id: string; status: { name: string }; urgency: { display: string } }[];
  readonly total: number;
}

async function list(input: object): Promise<Page> {
  return (await api.call(analyst, "alerts.list", "query", input)).body as Page;
}

test("alerts are found by status, urgency and words, page by page", async () => {
  const all = await list({});
  expect(all.total).toBe(all.items.length);
  const pending = await list({ status: ["Pending", "Ongoing"] });
  expect(new Set(pending.items.map(({ status }) => status.name))).toEqual(new Set(["Pending", "Ongoing"]));
  const high = await list({ urgency: ["High"] });
  expect(high.items.every(({ urgency }) => urgency.display === "High")).toBe(true);
  expect((await list({ text: "impossible TRAVEL" })).items.map((each) => each.short_id)).toEqual([
    "AL-SIGNIN1",
  ]);
  expect((await list({ text: "203.0.113.45" })).total).toBeGreaterThan(0);
  expect((await list({ text: "nobody wrote this" })).total).toBe(0);
  const second = await list({ limit: 1, offset: 1 });
  expect(second.items[0]?.short_id).toBe(all.items[1]?.short_id);
});

test("a comment and a status by hand are shown with their author, and audited", async () => {
  const change = (path: string, input: object) =>
    api.call(analyst, path, "mutation", { id: "AL-SIGNIN1", ...input });
  expect((await change("alerts.comment", { content: "  " })).status).toBe(400);
  expect((await change("alerts.comment", { content: "Our VPN." })).status).toBe(200);
  expect((await change("alerts.setStatus", { status: "Acknowledged" })).body).toEqual({
    changed: true,
    previous: "Pending",
  });
  expect((await change("alerts.setStatus", { status: "Acknowledged" })).body).toMatchObject({
    changed: false,
  });
  expect((await change("alerts.setStatus", { status: "Gone" })).status).toBe(400);

  const { body } = await api.call(analyst, "alerts.get", "query", { id: "AL-SIGNIN1" });
  expect(body).toMatchObject({
    status: { name: "Acknowledged" },
    comments: [{ content: "Our VPN.", author: "ana" }],
    history: [{ entry_type: "comment" }, { alert: { previous_status: "Pending" }, created_by: "ana" }],
  });
  const admin = await api.token(workspaceId, "admin");
  const audit = await api.call(admin, "audit.list", "query", { actor: "token:ana" });
  expect(audit.body).toMatchObject([{ action: "alerts.setStatus" }, { action: "alerts.comment" }]);
});

test("the runs of an alert are those that changed it and those whose event names it", async () => {
  const admin = await api.token(workspaceId, "admin");
  await api.call(admin, "playbooks.save", "mutation", {
    name: "P",
    graph: manualGraph(),
    publish: true,
    enable: true,
  });
  const start = async (event: object) => {
    const { body } = await api.call(admin, "runs.start", "mutation", {
      playbook: "P",
      event: JSON.stringify(event),
    });
    return (body as { run: string }).run;
  };
  const named = await start({ alert_id: "AL-SPRAY002" });
  const changed = await start({ nothing: "of it" });
  await start({ alert_id: "AL-SIGNIN1" });
  await commentAlert(api.connection.db, {
    workspaceId,
    alert: "AL-SPRAY002",
    author: "Riposte",
    requestKey: `${changed}/note`,
    content: "Seen.",
  });

  const { body } = await api.call(analyst, "alerts.runs", "query", { id: "AL-SPRAY002" });
  expect(body).toMatchObject([
    { run: { id: changed }, did: [{ step: "note", did: "comment" }], named: false },
    { run: { id: named }, did: [], named: true },
  ]);
});
