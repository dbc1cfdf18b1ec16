import type { TestApi } from "@riposte/api/testing";
import { ensureDefaultWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runRiposte } from "./run-riposte.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let author: string;

beforeAll(async () => {
  api = await startOwnApi();
  author = await api.token(await ensureDefaultWorkspace(api.connection.db), "author", "author");
});
afterAll(() => api[Symbol.asyncDispose]());

interface Template {
  readonly id: string;
  readonly name: string;
  readonly needs: readonly { readonly kind: string; readonly what: string; readonly isHere: boolean }[];
}

interface Entry {
  readonly code: string;
  readonly node: string;
  readonly line: number | null;
  readonly isHere: boolean;
  readonly fixes: readonly { readonly kind: string; readonly label: string }[];
}

interface Made {
  readonly id: string;
  readonly name: string;
  readonly report: readonly Entry[];
  readonly diagnostics: readonly { readonly code: string }[];
}

async function change<T>(path: string, input: object): Promise<T> {
  const answer = await api.call(author, path, "mutation", input);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as T;
}

async function ask<T>(path: string, input: object = {}): Promise<T> {
  const answer = await api.call(author, path, "query", input);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as T;
}

const needsOf = async (id: string) => {
  const found = (await ask<readonly Template[]>("templates.list")).find((template) => template.id === id);
  return found?.needs.map(({ kind, what, isHere }) => [kind, what, isHere]);
};

const start = (template: string) => change<Made>("templates.use", { template });

test("from a template comes a draft that is off, which nothing was added for; a taken name gets a number, one that was typed is refused", async () => {
  expect(await needsOf("phishing-report")).toEqual([
    ["script", "judge_message", false],
    ["approvers", "any analyst or above", false],
    ["value", "example.com", false],
    ["value", "soc@example.com", false],
  ]);
  const made = await start("phishing-report");
  expect(made.name).toBe("Phishing report triage");
  expect((await start("Phishing report triage")).name).toBe("Phishing report triage 2");
  const typed = { template: "phishing-report", name: "Phishing report triage 2" };
  expect(await api.call(author, "templates.use", "mutation", typed)).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('already a playbook called "Phishing report triage 2"') },
  });
  expect(await ask("playbooks.get", { name: made.id })).toMatchObject({
    enabled: false,
    publishedVersion: null,
    description: expect.stringContaining("reported"),
  });
  expect(await ask("actions.list")).toEqual([]);
  expect(made.diagnostics.map(({ code }) => code)).toEqual(["unknown_action"]);
  expect(made.report.map(({ code, node, line }) => [code, node, line])).toEqual([
    ["action_missing", "judge", null],
    ["approver_missing", "ask", null],
    ["value_to_fill_in", "judge", null],
    ["value_to_fill_in", "tell", null],
  ]);
  const [audited] = await api.connection
    .sql`select details from audit_log where action = 'playbooks.import' and target = ${`playbook:${made.id}`}`;
  expect(JSON.stringify(audited)).toContain("phishing-report");
});

test("a script that came with it is added once, and never over one that is there", async () => {
  const { id } = await start("password-spraying");
  const entry = async () => {
    const found = await ask<{ file: string; report: readonly Entry[] }>("playbooks.importReport", {
      name: id,
    });
    expect(found.file).toBe("Password spraying");
    return found.report.find(({ code }) => code === "action_missing");
  };
  expect(await entry()).toMatchObject({
    isHere: false,
    fixes: [{ kind: "add", label: "Add group_failures" }, { kind: "open" }],
  });
  const wanted = { playbook: id, script: "group_failures" };
  expect(await change("templates.addScript", wanted)).toMatchObject({
    key: "script.group_failures",
    version: 1,
  });
  expect(await entry()).toMatchObject({ isHere: true, fixes: [] });
  expect((await start("password-spraying")).report.map(({ code }) => code)).toEqual(["value_to_fill_in"]);
  expect(await needsOf("password-spraying")).toContainEqual(["script", "group_failures", true]);

  await change("actions.save", {
    name: "judge_address",
    source: "def main(): return 1",
    entry: "main",
    effect: "read",
  });
  const other = await start("suspicious-sign-in");
  expect(other.report).toContainEqual(expect.objectContaining({ code: "script_differs", node: "judge" }));
  expect(other.report.some(({ code }) => code === "action_missing")).toBe(false);
  const refused = await api.call(author, "templates.addScript", "mutation", {
    playbook: other.id,
    script: "judge_address",
  });
  expect(refused).toMatchObject({ status: 409 });
});

test("what did not come with its template is not added, nor for a playbook from elsewhere", async () => {
  const { id } = await start("known-noise");
  const { id: drawn } = await change<Made>("playbooks.create", { name: "Drawn by hand" });
  for (const playbook of [id, drawn]) {
    const answer = await api.call(author, "templates.addScript", "mutation", {
      playbook,
      script: "judge_message",
    });
    expect(answer).toMatchObject({ status: 404 });
  }
  expect(await api.call(author, "templates.use", "mutation", { template: "../x" })).toMatchObject({
    status: 404,
  });
});

test("a playbook that another one runs is a template itself, and is here once it was started from", async () => {
  const { id, report } = await start("alert-enrichment");
  expect(report[0]?.fixes[0]).toMatchObject({ kind: "template", label: "Start from Look up an address" });
  await start("address-lookup");
  const after = await ask<{ report: readonly Entry[] }>("playbooks.importReport", { name: id });
  expect(after.report.find(({ code }) => code === "playbook_missing")).toMatchObject({
    isHere: true,
    fixes: [],
  });
});

test("riposte templates lists them, and starts from one", async () => {
  const riposte = (...words: string[]) => runRiposte(["templates", ...words, "--url", api.url], author);
  expect((await riposte()).stdout).toMatch(
    /^template .*\n[^]*host-isolation +Host isolation with a way back +4 /,
  );
  const plain = await riposte("use", "phishing-report", "--name", "Reported mails");
  expect(plain.stdout).toContain("playbook Reported mails: a draft, off");
  expect(plain.stdout).toContain("→ Add judge_message");
  const whole = await riposte("use", "phishing-report", "--name", "Reported again", "--scripts");
  expect(whole.stdout).toContain("action judge_message: added");
  expect(whole.stdout).not.toContain("which is not here");
  expect(await riposte("use", "nothing")).toMatchObject({
    code: 3,
    stderr: expect.stringContaining("nothing"),
  });
});
