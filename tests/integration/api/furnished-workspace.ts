import type { TestApi } from "@riposte/api/testing";
import {
  createPerson,
  createWorkspace,
  greetRunner,
  insertApproval,
  keepMessage,
  seedExamples,
} from "@riposte/db";
import type { ApprovalRequest } from "@riposte/plan";
import { moduleUpload } from "../../support/module-upload.ts";
import { manualGraph, webhookGraph } from "./graphs.ts";

/** A workspace with one of everything; every name of it contains its mark. */
export interface FurnishedWorkspace {
  readonly id: string;
  readonly mark: string;
  readonly admin: string;
  readonly ids: Readonly<
    Record<
      | "playbook"
      | "hooked"
      | "action"
      | "connector"
      | "run"
      | "approval"
      | "token"
      | "runner"
      | "runnerToken"
      | "alert"
      | "person"
      | "invitation"
      | "trial"
      | "pastRun"
      | "backtest",
      string
    >
  >;
}

export async function furnishedWorkspace(api: TestApi, mark: string): Promise<FurnishedWorkspace> {
  const { db, sql } = api.connection;
  const id = await createWorkspace(db, mark);
  const admin = await api.token(id, "admin", `${mark}-admin`);
  const make = async (path: string, input: object) => {
    const answer = await api.call(admin, path, "mutation", input);
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, string>;
  };

  const name = (what: string) => `${mark} ${what}`;
  const on = { publish: true, enable: true, description: mark };
  const playbook = await make("playbooks.save", { name: name("playbook"), graph: manualGraph(), ...on });
  const hooked = await make("playbooks.save", { name: name("hooked"), graph: webhookGraph(), ...on });
  await make("playbooks.organize", { playbook: name("hooked"), folder: name("shelf") });
  const action = await make("actions.save", {
    name: `${mark}_action`,
    source: `# ${mark}\ndef main(): return {}\n`,
    entry: "main",
    effect: "read",
    connector: "custom",
  });
  await make("modules.add", { files: moduleUpload(`${mark}_module`) });
  const connector = await make("connectors.save", {
    name: name("connector"),
    type: "custom",
    settings: { mark },
    secrets: { key: `${mark}-secret-value` },
  });
  const token = await make("tokens.create", { name: `${mark}-token`, role: "viewer" });
  const runnerToken = await make("runners.createToken", { name: `${mark}-runner`, group: `${mark}-group` });
  const of = { workspaceId: id, group: `${mark}-group`, runner: `rnr_${mark}_runner` };
  const runner = of.runner;
  await greetRunner(db, of, { name: `${mark}-host`, release: "1", slots: 1, interpreters: [] });
  const { run = "" } = await make("runs.start", {
    playbook: name("playbook"),
    event: JSON.stringify({ mark }),
  });
  const held = await make("runs.start", { playbook: name("playbook"), event: JSON.stringify({ mark }) });
  await sql`update inbox set held_reason = ${mark} where id = ${held["run"] ?? ""}`;
  const request: ApprovalRequest = {
    approvers: ["role:analyst"],
    message: mark,
    expiresAt: null,
    call: null,
    stepLabel: mark,
  };
  const approval = await insertApproval(db, {
    workspaceId: id,
    runId: run,
    step: "note",
    attempt: 1,
    request,
  });
  await keepMessage(db, {
    workspaceId: id,
    message: JSON.stringify({ subject: mark }),
    requestKey: `${mark} mail`,
  });
  await seedExamples(db, id);
  const [alert] = await sql<{ id: string }[]>`
    update alerts set title = ${mark} where id = (select id from alerts where workspace_id = ${id} limit 1) returning id`;
  // Never signed in with: nothing has to be hashed.
  const someone = { name: mark, workspaceId: id, role: "viewer", passwordHash: "-" } as const;
  const person = await createPerson(db, { ...someone, email: `${mark}@example.org` });
  const invitation = await make("people.invite", { email: `${mark}-guest@example.org`, role: "viewer" });
  const trial = await make("trials.start", {
    action: `script.${mark}_action`,
    source: `# ${mark}`,
    entry: "plain",
    input: JSON.stringify({ mark }),
  });
  const past = await make("runs.start", { playbook: name("playbook"), event: JSON.stringify({ mark }) });
  await sql`
    update runs set state = 'done', started_at = now(), finished_at = now() where id = ${past["run"] ?? ""}`;
  const backtest = await make("backtests.start", { playbook: name("playbook") });
  const ids = {
    playbook: playbook["id"] ?? "",
    hooked: hooked["id"] ?? "",
    action: action["id"] ?? "",
    connector: connector["id"] ?? "",
    run,
    approval,
    token: token["id"] ?? "",
    runner,
    runnerToken: runnerToken["id"] ?? "",
    alert: alert?.id ?? "",
    person: person ?? "",
    invitation: invitation["id"] ?? "",
    trial: trial["id"] ?? "",
    pastRun: past["run"] ?? "",
    backtest: backtest["backtest"] ?? "",
  };
  return { id, mark, admin, ids };
}

/** Everything that belongs to it, as one text: two of them are equal when nothing was changed. */
export async function contentsOf(api: TestApi, workspaceId: string): Promise<string> {
  const { sql } = api.connection;
  const tables = [
    "playbooks",
    "triggers",
    "connectors",
    "script_actions",
    "script_trials",
    "backtests",
    "inbox",
    "runs",
    "approvals",
    "alerts",
    "outbox",
    "audit_log",
    "blobs",
    "members",
    "one_time_links",
  ];
  const rows = [];
  for (const table of tables) {
    rows.push(await sql`select * from ${sql(table)} t where workspace_id = ${workspaceId} order by t::text`);
  }
  rows.push(
    await sql`select id, name, role, revoked_at from api_tokens where workspace_id = ${workspaceId} order by id`,
    await sql`select id, name, revoked_at from runner_tokens where workspace_id = ${workspaceId} order by id`,
    await sql`select id, is_draining from runners where workspace_id = ${workspaceId} order by id`,
    await sql`select v.* from versions v join playbooks p on p.id = v.playbook_id where p.workspace_id = ${workspaceId} order by v::text`,
    await sql`select b.* from draft_batches b join playbooks p on p.id = b.playbook_id where p.workspace_id = ${workspaceId} order by b::text`,
    await sql`select v.* from script_action_versions v join script_actions a on a.id = v.action_id where a.workspace_id = ${workspaceId} order by v::text`,
    await sql`select v.* from script_action_parts v join script_actions a on a.id = v.action_id where a.workspace_id = ${workspaceId} order by v::text`,
  );
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
