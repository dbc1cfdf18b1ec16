import { appRouter } from "@riposte/api/router";
import type { Answer, TestApi } from "@riposte/api/testing";
import { createToken, createWorkspace, ensureDefaultWorkspace, revokeToken } from "@riposte/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { ACTION_CASES } from "./action-cases.ts";
import { PLAYBOOK_CASES } from "./playbook-cases.ts";
import { trySubscribe } from "./event-stream.ts";
import { contentsOf, furnishedWorkspace } from "./furnished-workspace.ts";
import type { FurnishedWorkspace } from "./furnished-workspace.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";
import type { Case } from "./procedure-case.ts";
import { RUNNER_CASES } from "./runner-cases.ts";

// Walks over *all* procedures: one that is missing in CASES fails the first test.

const ROLES = ["viewer", "analyst", "author", "admin"] as const;
const CASES: Readonly<Record<string, Case>> = {
  "me.get": { least: "viewer", kind: "lists", input: () => ({}) },
  "me.sessions": { least: "viewer", kind: "lists", input: () => ({}) },
  "me.endSession": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.person }) },
  "me.endOtherSessions": { least: "viewer", kind: "lists", input: () => ({}) },
  "people.list": { least: "author", kind: "lists", input: () => ({}) },
  "people.setRole": {
    least: "admin",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.person, role: "analyst" }),
  },
  "people.newPassword": { least: "admin", kind: "refers", input: ({ ids }) => ({ id: ids.person }) },
  "people.remove": { least: "admin", kind: "refers", input: ({ ids }) => ({ id: ids.person }) },
  "people.invitations": { least: "admin", kind: "lists", input: () => ({}) },
  "people.invite": {
    least: "admin",
    kind: "creates",
    input: ({ mark }) => ({ email: `${mark}-new@example.org`, role: "viewer" }),
  },
  "people.revokeInvitation": {
    least: "admin",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.invitation }),
  },
  "people.setupLink": { least: "admin", kind: "creates", input: () => ({}) },
  ...RUNNER_CASES,
  ...PLAYBOOK_CASES,
  ...ACTION_CASES,
  "connectors.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "connectors.get": { least: "viewer", kind: "refers", input: ({ mark }) => ({ name: `${mark} connector` }) },
  "connectors.save": {
    least: "admin",
    kind: "creates",
    input: ({ mark }) => ({
      name: `${mark} connector`,
      type: "webhook",
      settings: { hosts: "example.com" },
      secrets: { authorization: "stolen" },
    }),
  },
  "connectors.test": {
    least: "admin",
    kind: "refers",
    input: ({ mark }) => ({ name: `${mark} connector` }),
  },
  "connectors.remove": {
    least: "admin",
    kind: "refers",
    input: ({ mark }) => ({ name: `${mark} connector` }),
  },
  "limits.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "limits.setPlaybook": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, limit: { atOnce: 3 } }),
  },
  "limits.setConnector": {
    least: "admin",
    kind: "refers",
    input: ({ mark }) => ({ connector: `${mark} connector`, limit: { atOnce: 3 } }),
  },
  "limits.setAction": {
    least: "author",
    kind: "refers",
    input: ({ mark }) => ({ action: `script.${mark}_action`, limit: { rate: { count: 4, seconds: 60 } } }),
  },
  "documents.save": {
    least: "author",
    kind: "creates",
    input: ({ mark }) => ({
      actions: [{ name: `${mark}_action`, source: "pass", entry: "plain", effect: "write" }],
      playbooks: [{ name: `${mark} playbook`, graph: manualGraph(), publish: true }],
    }),
  },
  "runs.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "runs.decided": { least: "viewer", kind: "lists", input: () => ({}) },
  "runs.counts": { least: "viewer", kind: "lists", input: () => ({}) },
  "runs.listLive": { least: "viewer", kind: "lists", input: () => ({}) },
  "runs.get": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.outline": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.related": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.step": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.run, step: "note" }) },
  "runs.script": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.run, step: "note" }),
  },
  "runs.value": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.run, part: "event" }) },
  "runs.live": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.watch": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.start": { least: "analyst", kind: "refers", input: ({ ids }) => ({ playbook: ids.playbook }) },
  "runs.previewRerun": { least: "analyst", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.pause": { least: "analyst", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.resume": { least: "analyst", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.terminate": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.run, reason: "it hangs" }),
  },
  "runs.choose": {
    least: "analyst",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.run, step: "tell", choice: "retry", reason: "it is back" }),
  },
  "runs.leaveBreakpoint": {
    least: "author",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.run, step: "tell" }),
  },
  "runs.rerun": { least: "analyst", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.cancel": { least: "analyst", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.decode": { least: "admin", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "runs.resolve": {
    least: "analyst",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.run, step: "note", outcome: "done", reason: "seen there" }),
  },
  "approvals.list": { least: "viewer", kind: "lists", input: () => ({ all: true }) },
  "approvals.waiting": { least: "viewer", kind: "lists", input: () => ({}) },
  "approvals.count": { least: "viewer", kind: "lists", input: () => ({}) },
  "approvals.get": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.approval }) },
  "approvals.whole": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.approval, piece: 0 }),
  },
  "approvals.decide": {
    least: "analyst",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.approval, decision: "approve" }),
  },
  "tokens.list": { least: "admin", kind: "lists", input: () => ({}) },
  "tokens.create": { least: "admin", kind: "creates", input: () => ({ name: "walked", role: "viewer" }) },
  "tokens.revoke": { least: "admin", kind: "refers", input: ({ ids }) => ({ id: ids.token }) },
  "alerts.list": { least: "viewer", kind: "lists", input: () => ({}) },
  "alerts.get": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.alert }) },
  "alerts.statuses": { least: "viewer", kind: "lists", input: () => ({}) },
  "alerts.runs": { least: "viewer", kind: "refers", input: ({ ids }) => ({ id: ids.alert }) },
  "alerts.comment": {
    least: "analyst",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.alert, content: "Seen." }),
  },
  "alerts.setStatus": {
    least: "analyst",
    kind: "refers",
    input: ({ ids }) => ({ id: ids.alert, status: "Ongoing" }),
  },
  "outbox.list": { least: "analyst", kind: "lists", input: () => ({}) },
  "audit.list": { least: "admin", kind: "lists", input: () => ({}) },
  "audit.names": { least: "admin", kind: "lists", input: () => ({}) },
  "samples.latest": { least: "viewer", kind: "refers", input: ({ ids }) => ({ playbook: ids.playbook }) },
  "samples.ofRun": {
    least: "viewer",
    kind: "refers",
    input: ({ ids }) => ({ playbook: ids.playbook, run: ids.run }),
  },
  "status.get": { least: "viewer", kind: "lists", input: () => ({}) },
  "inbox.held": { least: "analyst", kind: "lists", input: () => ({}) },
  "inbox.release": { least: "admin", kind: "refers", input: ({ ids }) => ({ id: ids.run }) },
  "inbox.releaseAll": { least: "admin", kind: "installation", input: () => ({}) },
  "keys.list": { least: "admin", kind: "installation", input: () => ({}) },
  "keys.add": { least: "admin", kind: "installation", input: () => ({}) },
  "keys.promote": { least: "admin", kind: "installation", input: () => ({ id: "k1" }) },
  "keys.retire": { least: "admin", kind: "installation", input: () => ({ id: "k1" }) },
};

type ProcedureType = "query" | "mutation" | "subscription";

const procedures = Object.entries(
  // oxlint-disable-next-line no-underscore-dangle -- the router keeps its procedures there
  appRouter._def.procedures as unknown as Record<
    string,
    { _def: { type: ProcedureType; meta?: { permission?: string } } }
  >,
).map(([path, procedure]) => {
  // oxlint-disable-next-line no-underscore-dangle
  const { type, meta } = procedure._def;
  return { path, type, permission: meta?.permission };
});

let api: TestApi;
let own: FurnishedWorkspace;
let foreign: FurnishedWorkspace;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  own = await furnishedWorkspace(api, "heron");
  foreign = await furnishedWorkspace(api, "zebra");
});
afterAll(() => api[Symbol.asyncDispose]());

function caseOf(path: string): Case {
  const found = CASES[path];
  if (found === undefined) throw new Error(`${path} is not walked over: add it to CASES.`);
  return found;
}

const say = (answer: Answer) => JSON.stringify(answer.body);

test("every procedure declares a permission and is walked over", () => {
  expect(procedures.filter(({ permission }) => permission === undefined)).toEqual([]);
  expect(procedures.map(({ path }) => path).toSorted()).toEqual(Object.keys(CASES).toSorted());
});

/** The workspace whose things are asked for is not the caller's. */
async function asStranger(path: string, input: object): Promise<Answer> {
  const stranger = await api.token(await createWorkspace(api.connection.db, "Elsewhere"), "admin");
  const before = await contentsOf(api, foreign.id);
  const answer = await callAny(stranger, path, input);
  expect(await contentsOf(api, foreign.id)).toBe(before);
  return answer;
}

function callAny(token: string | null, path: string, input: object): Promise<Answer> {
  const { type = "query" } = procedures.find((procedure) => procedure.path === path) ?? {};
  return type === "subscription"
    ? trySubscribe(api, { token, path, input })
    : api.call(token, path, type, input);
}

const pathsOf = (kind: Case["kind"]) => Object.keys(CASES).filter((path) => CASES[path]?.kind === kind);

describe.each(procedures)("$path", ({ path }) => {
  test("without a token, with a made-up one and with a revoked one: 401, and nothing is changed", async () => {
    const { id, token: revoked } = await createToken(api.connection.db, {
      workspaceId: own.id,
      name: `revoked ${path}`,
      role: "admin",
    });
    await revokeToken(api.connection.db, own.id, id);
    const before = await contentsOf(api, own.id);
    const tokens = [null, `rip_${"x".repeat(43)}`, revoked];
    const answers = await Promise.all(tokens.map((token) => callAny(token, path, caseOf(path).input(own))));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(await contentsOf(api, own.id)).toBe(before);
  });

  test("the roles below its least one: 403, and nothing is changed", async () => {
    const { least, input } = caseOf(path);
    for (const role of ROLES.slice(0, ROLES.indexOf(least))) {
      const token = await api.token(own.id, role);
      const before = await contentsOf(api, own.id);
      const message = expect.stringContaining(`needs the role ${least}`);
      expect(await callAny(token, path, input(own))).toMatchObject({ status: 403, body: { message } });
      expect(await contentsOf(api, own.id)).toBe(before);
    }
  });

  test("its least role and those above may call it", async () => {
    const { least, input, kind } = caseOf(path);
    const workspaceId = kind === "installation" ? await ensureDefaultWorkspace(api.connection.db) : own.id;
    for (const role of ROLES.slice(ROLES.indexOf(least))) {
      const answer = await callAny(await api.token(workspaceId, role), path, input(own));
      // What the one before has removed or decided is gone: that is not a question of permission.
      expect([200, 404, 409]).toContain(answer.status);
    }
  });
});

test.each(pathsOf("lists"))("%s shows nothing of a foreign workspace", async (path) => {
  const answer = await asStranger(path, caseOf(path).input(foreign));
  expect(answer.status).toBe(200);
  expect(say(answer)).not.toContain(foreign.mark);
});

test.each(pathsOf("creates"))("%s makes a thing of its own, even by a foreign name", async (path) => {
  const answer = await asStranger(path, caseOf(path).input(foreign));
  expect(answer.status).toBe(200);
});

test.each(pathsOf("installation"))("%s is refused to an admin of another workspace", async (path) => {
  const answer = await asStranger(path, caseOf(path).input(foreign));
  expect(answer.status).toBe(403);
});

test.each(pathsOf("refers"))(
  "%s does not tell a foreign thing from one that does not exist",
  async (path) => {
    const input = caseOf(path).input(foreign);
    const [field, reference] = Object.entries(input)[0] as [string, string];
    const answer = await asStranger(path, input);
    const madeUp = await asStranger(path, { ...input, [field]: "nowhere" });
    expect(answer.status).toBe(404);
    expect(say(answer).replaceAll(reference, "X")).toBe(say(madeUp).replaceAll("nowhere", "X"));
  },
);

test("no answer ever holds a connector's secret", async () => {
  await api.call(own.admin, "connectors.save", "mutation", {
    name: "kept",
    type: "webhook",
    settings: { hosts: "example.com" },
    secrets: { authorization: "tell-nobody" },
  });
  for (const { path } of procedures.filter(({ type }) => type === "query")) {
    const answer = await callAny(own.admin, path, caseOf(path).input(own));
    expect(say(answer)).not.toContain("tell-nobody");
  }
  const dump = await api.connection.sql`select settings, encode(secrets, 'escape') as sealed from connectors`;
  expect(JSON.stringify(dump)).not.toContain("tell-nobody");
});
