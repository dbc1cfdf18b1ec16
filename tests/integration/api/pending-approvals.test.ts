import type { TestApi } from "@riposte/api/testing";
import { createWorkspace, insertApproval, seedExamples, settleApproval, keepDecision } from "@riposte/db";
import type { ApprovalRequest, Payload } from "@riposte/plan";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { approvalGraph as graph } from "./approval-graph.ts";
import { joined } from "./browser.ts";
import { contentsOf } from "./furnished-workspace.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let workspaceId: string;
let admin: string;
const decisions: unknown[] = [];

const inline = (json: string) => JSON.stringify({ kind: "inline", json } satisfies Payload);

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns(decisions) });
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  admin = await api.token(workspaceId, "admin", "root");
  decisions.length = 0;
});
afterAll(() => api[Symbol.asyncDispose]());

async function waiting(
  request: Partial<ApprovalRequest> = {},
  drawn: object = graph,
  step = "ask",
): Promise<{ id: string; run: string }> {
  const input = { name: "P", graph: drawn, publish: true, enable: true };
  const save = await api.call(admin, "playbooks.save", "mutation", input);
  if (save.status !== 200) throw new Error(JSON.stringify(save.body));
  const event = '{"alert_id":"AL-1","n":5}';
  const { body } = await api.call(admin, "runs.start", "mutation", { playbook: "P", event });
  const { run } = body as { run: string };
  await api.connection
    .sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, output)
    values (${run}, 'get', '', 1, 'done', 1, now(), ${inline('{"uuid":"u-1","short_id":"AL-1"}')})`;
  const whole: ApprovalRequest = {
    approvers: ["role:analyst"],
    message: "Take on AL-1?",
    expiresAt: null,
    call: null,
    stepLabel: "Take it on?",
    ...request,
  };
  const id = await insertApproval(api.connection.db, {
    workspaceId,
    runId: run,
    step,
    attempt: 1,
    request: whole,
  });
  return { id, run };
}

test("an approval step tells what follows each decision, with all that is known and what is not", async () => {
  const { id } = await waiting();
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  expect(body).toMatchObject({
    message: "Take on AL-1?",
    call: null,
    whyNot: null,
    event: { json: '{"alert_id":"AL-1","n":5}' },
    following: {
      approved: [
        {
          label: "Set the alert to ongoing",
          effect: "write",
          onlyIf: [],
          concerns: ["alert:u-1"],
          arguments: [
            { name: "uuid", json: '"u-1"', open: [] },
            { name: "action_uuid", json: '"1f2f88d5-ff5b-48bf-bbbc-00c2fff82d9f"', open: [] },
          ],
        },
        { label: "Is it bad?", kind: "condition" },
        {
          label: "Comment",
          onlyIf: ["Is it bad?: very"],
          concerns: ["alert:u-1"],
          arguments: [
            { name: "uuid", json: '"u-1"', open: [] },
            {
              name: "content",
              json: '"{{ steps.ask.by }} took on AL-1 (6)"',
              parts: [
                { text: "{{ steps.ask.by }}", why: [{ because: 'nobody has decided "Take it on?" yet' }] },
                { kind: "known", text: " took on AL-1 (6)" },
              ],
            },
          ],
        },
      ],
      rejected: [
        {
          label: "Comment that it was dismissed",
          arguments: [{ json: '"u-1"' }, { json: '"At {{ utcnow() }}"', open: [{ text: "{{ utcnow() }}" }] }],
        },
      ],
      expired: [],
    },
  });
  await keepDecision(api.connection.db, { id, outcome: "approved", by: "mia", comment: "" });
  const approved = [{}, {}, { arguments: [{}, { json: '"mia took on AL-1 (6)"', open: [] }] }];
  const { body: kept } = await api.call(admin, "approvals.get", "query", { id });
  expect(kept).toMatchObject({ following: { approved } });
});

test("an approval of an action tells the very call: its rendered arguments and what they concern", async () => {
  const { id } = await waiting({
    call: {
      action: "riposte.comment_alert",
      version: 1,
      effect: "write",
      idempotent: true,
      execution: "short",
      onLost: "ask",
      connector: null,
      script: null,
      timeoutMs: 5_000,
      arguments: { kind: "inline", json: '{"uuid":"AL-1","content":"Blocked"}' },
    },
  });
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  expect(body).toMatchObject({
    call: {
      action: { key: "riposte.comment_alert", name: "Comment alert" },
      effect: "write",
      arguments: { json: '{"uuid":"AL-1","content":"Blocked"}' },
      concerns: ["alert:AL-1"],
    },
  });
});

test("whom it concerns is named: what is touched and what the event speaks of, alerts by their own names", async () => {
  await seedExamples(api.connection.db, workspaceId);
  const alert = { shortId: "AL-SIGNIN1", title: expect.stringContaining("Impossible travel") as string };
  const { items } = (await api.call(admin, "alerts.list", "query", { text: "impossible travel" })).body as {
    items: { uuid: string }[];
  };
  const uuid = items[0]?.uuid ?? "";
  const call = {
    action: "riposte.comment_alert",
    version: 1,
    effect: "write",
    idempotent: true,
    execution: "short",
    onLost: "ask",
    connector: null,
    script: null,
    timeoutMs: 5_000,
    arguments: { kind: "inline", json: JSON.stringify({ uuid, content: "Blocked" }) },
  } as const;
  const { id } = await waiting({ call });
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  expect((body as { concerned: unknown[] }).concerned).toMatchObject([
    { target: `alert:${uuid}`, alert: { uuid, ...alert } },
    // No alert of ours: it is told as it is written.
    { target: "alert:u-1", alert: null },
  ]);
});

test("the list of runs says for whom a run waits, by name", async () => {
  await joined(api, admin, { email: "anna@example.com", role: "analyst" });
  const { run } = await waiting({ approvers: ["role:analyst", "user:Anna@example.com"] });
  const { sql } = api.connection;
  await sql`update runs set state = 'waiting' where id = ${run}`;
  await sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at)
    values (${run}, 'ask', '', 2, 'approval', 1, now())`;
  const happening = async () =>
    ((await api.call(admin, "runs.list", "query")).body as { runs: { happening: unknown }[] }).runs[0]
      ?.happening;
  expect(await happening()).toEqual([
    { state: "approval", step: "Take it on?", asks: ["any analyst or above", "anna"], note: null },
  ]);
  await sql`update runs set state = 'cancelled' where id = ${run}`;
  expect(await happening()).toEqual([]);
});

test("looking at it decides nothing, and neither does a GET of the decision", async () => {
  const { id } = await waiting();
  const before = await contentsOf(api, workspaceId);
  await api.call(admin, "approvals.get", "query", { id });
  const read = await api.call(admin, "approvals.decide", "query", { id, decision: "approve" });
  expect(read.status).toBe(405);
  expect(await contentsOf(api, workspaceId)).toBe(before);
  expect(decisions).toEqual([]);
});

test("what is certain to fail is told before one decides", async () => {
  const broken = structuredClone(graph);
  const say = broken.nodes.find(({ id }) => id === "say");
  Object.assign(say?.arguments ?? {}, { content: "{{ trigger.nope.deeper }}" });
  const status = broken.nodes.find(({ id }) => id === "status");
  Object.assign(status?.arguments ?? {}, {
    action_uuid: "{{ trigger.alert_id }}",
    comment: "{{ trigger.n }}",
  });
  const { id } = await waiting({}, broken);
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  const { following } = body as {
    following: {
      approved: { step: string; refused: string | null; arguments: { name: string; faults: string[] }[] }[];
    };
  };
  const step = (name: string) => following.approved.find(({ step }) => step === name);
  expect(step("say")?.arguments.find(({ name }) => name === "content")?.faults).toEqual([
    expect.stringContaining("nope"),
  ]);
  expect(step("status")?.refused).toContain('"Comment" must be a text');
  expect(step("status")?.arguments.flatMap(({ faults }) => faults)).toEqual([]);
});

test("after a call that waits for approval, what follows it is told, and what follows when nobody approves", async () => {
  const gate = { approvers: ["role:analyst"] };
  const gated = {
    ...graph,
    nodes: graph.nodes.flatMap((node): object[] => {
      if (node.id === "ask") return [];
      if (node.id === "say") return [{ ...node, arguments: { uuid: "u-1", content: "Done." } }];
      return [node.id === "status" ? { ...node, approval: gate, onFailure: "branch" } : node];
    }),
    edges: [
      { from: "hand", to: "get" },
      { from: "get", to: "status" },
      { from: "status", to: "bad" },
      { from: "bad", port: "very", to: "say" },
      { from: "status", port: "on_failure", to: "no" },
    ],
  };
  const call: ApprovalRequest["call"] = {
    action: "riposte.update_alert_status",
    version: 1,
    effect: "write",
    idempotent: true,
    execution: "short",
    onLost: "ask",
    connector: null,
    script: null,
    timeoutMs: 1_000,
    arguments: { kind: "inline", json: '{"uuid":"u-1","action_uuid":"x","comment":7}' },
  };
  const { id } = await waiting({ call }, gated, "status");
  const { body } = await api.call(admin, "approvals.get", "query", { id });
  const { following, call: planned } = body as {
    following: Record<"approved" | "rejected" | "expired", { step: string; onlyIf: string[] }[]>;
    call: { refused: string };
  };
  const told = (way: keyof typeof following) => following[way].map(({ step, onlyIf }) => [step, ...onlyIf]);
  expect(told("approved")).toEqual([
    ["bad"],
    ["no", "Set the alert to ongoing fails"],
    ["say", "Is it bad?: very"],
  ]);
  expect(told("rejected")).toEqual([["no"]]);
  expect(told("expired")).toEqual([["no"]]);
  expect(planned.refused).toContain('"Comment" must be a text');
});

test("whoever a list names as an approver finds it under what waits for them, and nobody else", async () => {
  const ida = await joined(api, admin, { email: "ida@example.org", role: "analyst" });
  const token = await api.token(workspaceId, "author", "ida");
  const spellings = [
    ["user:ida@example.org"],
    ["User@Example.org", "IDA@example.org"],
    ["user:IDA@example.org"],
    ["ida"],
    ["token:ida", "role:admin"],
    ["token:ida@example.org"],
    ["Ida"],
    ["role:analyst"],
    ["role:author"],
    ["role:admin"],
    ["role:ida", "user:ida", "token:"],
    ["%", "role:%"],
  ];
  const asked = new Map<string, readonly string[]>();
  for (const approvers of spellings) asked.set((await waiting({ approvers })).id, approvers);
  const named = ({ body }: { body: unknown }) =>
    (body as { approvals: { id: string }[] }).approvals.map(({ id }) => asked.get(id));

  expect(named(await ida.call("approvals.waiting", "query", { mine: true }))).toEqual([
    ["user:ida@example.org"],
    ["User@Example.org", "IDA@example.org"],
    ["user:IDA@example.org"],
    ["role:analyst"],
  ]);
  expect(named(await api.call(token, "approvals.waiting", "query", { mine: true }))).toEqual([
    ["ida"],
    ["token:ida", "role:admin"],
    ["role:analyst"],
    ["role:author"],
  ]);
});

test("a storm of others' approvals hides nobody's own", async () => {
  const ona = await joined(api, admin, { email: "ona@example.org", role: "analyst" });
  const others = await waiting({ approvers: ["role:admin"] });
  await api.connection.sql`
    insert into approvals (id, workspace_id, run_id, step, attempt, request)
    select 'apr_' || n, workspace_id, run_id, step, n, request
    from approvals, generate_series(2, 300) n where id = ${others.id}`;
  const { id } = await waiting({ approvers: ["ona@example.org"] });
  const { body } = await ona.call("approvals.waiting", "query", { mine: true });
  expect(body).toMatchObject({ approvals: [{ id }], more: false });
  expect((await ona.call("approvals.count", "query")).body).toMatchObject({ mine: 1 });
});

test("a designated person decides in the browser; somebody else is told who may", async () => {
  const mia = await joined(api, admin, { email: "mia@example.org", role: "analyst" });
  const max = await joined(api, admin, { email: "max@example.org", role: "author" });
  const { id, run } = await waiting({ approvers: ["user:mia@example.org"] });

  const waits = async (who: typeof mia, mine: boolean) => {
    const { body } = await who.call("approvals.waiting", "query", { mine });
    return (body as { approvals: { id: string }[] }).approvals.map((approval) => approval.id);
  };
  expect([await waits(mia, true), await waits(max, true), await waits(max, false)]).toEqual([[id], [], [id]]);
  expect((await mia.call("approvals.count", "query")).body).toEqual({ mine: 1, all: 1 });
  expect((await max.call("approvals.count", "query")).body).toEqual({ mine: 0, all: 1 });

  const decide = { id, decision: "reject", comment: "on holiday" };
  expect(await max.call("approvals.decide", "mutation", decide)).toMatchObject({
    status: 403,
    body: { message: "max@example.org is not among the approvers: mia@example.org." },
  });
  expect((await max.call("approvals.get", "query", { id })).body).toMatchObject({
    whyNot: { kind: "forbidden", message: expect.stringContaining("not among the approvers") },
  });
  expect((await mia.call("approvals.decide", "mutation", decide)).status).toBe(200);
  const said = { decision: "reject", by: "mia@example.org", comment: "on holiday" };
  expect(decisions).toEqual([{ runId: run, step: "ask", scope: "", attempt: 1, ...said }]);
});

test("a second decision, a late one and one about a run that has ended are told what is the case now", async () => {
  const settle = (runId: string, outcome: "approved" | "withdrawn", by: string, comment: string) =>
    settleApproval(api.connection.db, { runId, step: "ask", outcome, by, comment });
  const decide = async (id: string) => {
    const { status, body } = await api.call(admin, "approvals.decide", "mutation", {
      id,
      decision: "approve",
    });
    return [status, (body as { message: string }).message] as const;
  };
  const second = await waiting();
  await settle(second.run, "approved", "bob@example.org", "fine");
  expect(await decide(second.id)).toEqual([
    409,
    expect.stringMatching(
      /^This approval was approved already by bob@example\.org at 20\S+Z, with the comment "fine"\. Nothing was changed\.$/,
    ),
  ]);
  const late = await waiting({ expiresAt: Date.now() - 1_000 });
  expect(await decide(late.id)).toEqual([
    409,
    expect.stringMatching(/^This approval expired at 20\S+: nobody decided in time\. Nothing was changed\.$/),
  ]);
  const gone = await waiting();
  await settle(gone.run, "withdrawn", "", "The run ended before anybody decided.");
  expect(await decide(gone.id)).toEqual([
    409,
    "Nobody is asked any more: The run ended before anybody decided. Nothing was changed.",
  ]);
  expect(decisions).toEqual([]);
});

test("an unknown outcome waits in the same place, for those who may say what became of it", async () => {
  const { run } = await waiting();
  const failure = JSON.stringify({
    code: "unknown_outcome",
    message: "The worker was lost.",
    retryable: false,
  });
  await api.connection.sql`update runs set state = 'waiting' where id = ${run}`;
  await api.connection
    .sql`insert into step_runs (run_id, step, scope, seq, state, attempt, started_at, failure)
    values (${run}, 'say', '', 2, 'unknown', 1, now(), ${failure})`;
  expect((await api.call(admin, "approvals.waiting", "query", { mine: true })).body).toMatchObject({
    outcomes: [{ run, step: "say", stepLabel: "Comment", action: "riposte.comment_alert" }],
    mayResolve: true,
  });
  const viewer = await api.token(workspaceId, "viewer");
  expect((await api.call(viewer, "approvals.waiting", "query", { mine: true })).body).toMatchObject({
    outcomes: [],
  });
  expect((await api.call(viewer, "approvals.count", "query")).body).toEqual({ mine: 0, all: 2 });

  await api.connection.sql`update inbox set start_attempted_at = now(), started_at = now() where id = ${run}`;
  expect((await api.call(admin, "runs.cancel", "mutation", { id: run })).body).toMatchObject({
    unknown: [{ step: "say", label: "Comment" }],
    warning: expect.stringContaining("Nobody knows what became of Comment"),
  });
});
