import type { TestApi } from "@riposte/api/testing";
import { ensureDefaultWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let author: string;

beforeAll(async () => {
  api = await startOwnApi();
  author = await api.token(await ensureDefaultWorkspace(api.connection.db), "author", "author");
});
afterAll(() => api[Symbol.asyncDispose]());

const theirs = {
  name: "Tell the team",
  uuid: "9b4c9e9e-52c2-4df4-9d8e-1f8b1de1a9a0",
  workspace: "SOC",
  description: "From elsewhere",
  tags: ["chat"],
  nodes: {
    "0": {
      name: "By hand",
      type: "trigger",
      trigger_uuid: "fc26eb9f-b272-4c15-b3bf-ace397c0dc57",
      outputs: { default: ["1"] },
    },
    "1": {
      name: "Post it",
      type: "action",
      action_uuid: "e682ce5e-57aa-49b0-aace-9849448b2082",
      module_configuration_uuid: "4f8a5b0e-0d3f-4d39-8ab1-6a0b2f4f4d1e",
      arguments: { message: "{{ node.0.alert_uuid }}", webhook_token: "xyzzy-secret" },
      outputs: { default: [] },
    },
  },
};

async function change(path: string, input: object) {
  const answer = await api.call(author, path, "mutation", input);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as Record<"id" | "name", string>;
}

test("an import is a draft that is off, without credentials; its report stays, and offers what was added since", async () => {
  const text = JSON.stringify(theirs, null, 2);
  const seen = await change("playbooks.previewImport", { text, file: "tell.json" });
  expect(seen).toMatchObject({ format: "sekoia", name: "Tell the team", tags: ["chat"], steps: 2 });
  const before = await api.connection
    .sql`select count(*)::int as n from playbooks where name = ${theirs.name}`;
  expect(before[0]).toEqual({ n: 0 });

  const { id } = await change("playbooks.import", { text, file: "tell.json" });
  const again = await change("playbooks.import", { text, file: "tell.json" });
  expect(again.name).toBe("Tell the team imported");
  const got = await api.call(author, "playbooks.get", "query", { name: id });
  expect(got.body).toMatchObject({ enabled: false, publishedVersion: null });
  const rows = await api.connection
    .sql`select draft, (select report from imports where playbook_id = id) as report from playbooks where id = ${id}`;
  expect(JSON.stringify(rows)).not.toContain("xyzzy");
  expect(JSON.stringify(rows)).not.toContain("4f8a5b0e");

  const report = async () => {
    const { body } = await api.call(author, "playbooks.importReport", "query", { name: id });
    const { report } = body as { report: readonly { code: string; fixes: readonly object[] }[] };
    return report.find(({ code }) => code === "connector_missing")?.fixes[0];
  };
  expect(await report()).toEqual({ kind: "visit", label: "Add a connector", page: "connectors" });
  const admin = await api.token(await ensureDefaultWorkspace(api.connection.db), "admin", "admin");
  await api.call(admin, "connectors.save", "mutation", {
    name: "team chat",
    type: "mattermost",
    settings: {},
    secrets: { hook_url: "https://chat.example.com/hooks/1" },
  });
  expect(await report()).toEqual({
    kind: "set",
    label: "Take team chat",
    node: "1",
    field: "connector",
    value: "team chat",
  });

  const [audited] = await api.connection
    .sql`select details from audit_log where action = 'playbooks.import' limit 1`;
  expect(JSON.stringify(audited)).toContain("tell.json");
});

test("what cannot be read is refused with file, line and reason, and nothing is stored", async () => {
  const count = async () =>
    (
      await api.connection
        .sql`select (select count(*) from playbooks)::int + (select count(*) from imports)::int as n`
    )[0];
  const before = await count();
  const refused = async (text: string) => {
    const answer = await api.call(author, "playbooks.import", "mutation", { text, file: "broken.json" });
    return { status: answer.status, message: JSON.stringify(answer.body) };
  };
  const cut = JSON.stringify(theirs, null, 2).slice(0, 300);
  expect(await refused(cut)).toMatchObject({
    status: 400,
    message: expect.stringMatching(/broken\.json, line \d+: .*Nothing was imported\./),
  });
  expect(await refused("[".repeat(1_000_000))).toMatchObject({
    status: 400,
    message: expect.stringContaining("nested deeper than 80 levels"),
  });
  expect(await refused(" ".repeat(5 * 1_048_576))).toMatchObject({
    status: 400,
    message: expect.stringContaining("5 MB, and 4 MB is the most"),
  });
  expect(await refused(" ".repeat(30 * 1_048_576))).toMatchObject({
    status: 413,
    message: expect.stringContaining("4 MB is the most"),
  });
  const hostile = JSON.stringify({ ...theirs, name: "a\u202Eb\0" }).replace(
    '"SOC"',
    '{"__proto__": {"x": 1}}',
  );
  expect((await refused(hostile)).status).toBe(200);
  expect(await count()).toEqual({ n: Number(before?.["n"]) + 2 });
});

test("an export carries folder and tags, and applied elsewhere they are there again", async () => {
  const { id } = await change("playbooks.import", {
    text: JSON.stringify({ ...theirs, name: "Shelved" }),
    folder: "Chat/Team",
    tags: ["one", "two"],
  });
  const exported = await api.call(author, "playbooks.export", "query", { name: id });
  expect(exported.body).toMatchObject({ name: "Shelved", folder: "Chat/Team", tags: ["one", "two"] });
  const back = await change("playbooks.import", { text: JSON.stringify(exported.body) });
  const { body } = await api.call(author, "playbooks.export", "query", { name: back.id });
  expect(body).toMatchObject({ name: "Shelved imported", folder: "Chat/Team", tags: ["one", "two"] });
  const { graph } = exported.body as { graph: unknown };
  await change("playbooks.save", { name: "Saved with a shelf", graph, folder: "Elsewhere", tags: ["three"] });
  const saved = await api.call(author, "playbooks.export", "query", { name: "Saved with a shelf" });
  expect(saved.body).toMatchObject({ folder: "Elsewhere", tags: ["three"] });
});

test("as CACAO it goes out and comes back with all that it has", async () => {
  const { id } = await change("playbooks.import", {
    text: JSON.stringify({ ...theirs, name: "Round" }),
    folder: "Chat",
  });
  const { body } = await api.call(author, "playbooks.exportCacao", "query", { name: id });
  const back = await change("playbooks.import", { text: (body as { text: string }).text });
  const drafts = await api.connection
    .sql`select draft, folder, tags from playbooks where id in (${id}, ${back.id})`;
  expect(drafts[0]).toEqual(drafts[1]);
});
