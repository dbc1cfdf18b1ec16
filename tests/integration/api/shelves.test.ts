import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

// Folders, tags, the archive, and what stands in all drafts.

let api: TestApi;
let author: string;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
});
beforeEach(async () => {
  author = await api.token(await createWorkspace(api.connection.db, "SOC"), "author");
});
afterAll(() => api[Symbol.asyncDispose]());

const change = (path: string, input: object) => api.call(author, path, "mutation", input);
const create = async (name: string, more: object = {}) =>
  ((await change("playbooks.create", { name, graph: manualGraph(), ...more })).body as { id: string }).id;

interface Overview {
  readonly total: number;
  readonly items: readonly {
    readonly name: string;
    readonly folder: string;
    readonly tags: readonly string[];
  }[];
  readonly shelves: unknown;
}

async function overview(input: object): Promise<Overview> {
  const { body } = await api.call(author, "playbooks.overview", "query", input);
  return body as Overview;
}
const names = async (input: object) => (await overview(input)).items.map(({ name }) => name);

test("a folder shows what is in it and below it, a tag what has it, a word what is called so", async () => {
  await create("Mail", { folder: " Phishing / Mailboxes ", tags: ["night", "Night", "mail"] });
  await create("Link", { folder: "Phishing", tags: ["mail"] });
  const other = await create("Phish");
  expect(await names({ folder: "Phishing" })).toEqual(["Link", "Mail"]);
  expect(await names({ folder: "Phishing/Mailboxes" })).toEqual(["Mail"]);
  expect(await names({ folder: "Phish" })).toEqual([]);
  expect(await names({ tag: "mail" })).toEqual(["Link", "Mail"]);
  expect(await names({ text: "mailb" })).toEqual(["Mail"]);
  expect(await overview({ text: "Phish", limit: 1 })).toMatchObject({
    total: 3,
    items: [{ name: "Link", folder: "Phishing", tags: ["mail"] }],
    shelves: {
      folders: [
        { folder: "Phishing", playbooks: 1 },
        { folder: "Phishing/Mailboxes", playbooks: 1 },
      ],
      tags: [
        { tag: "mail", playbooks: 2 },
        { tag: "Night", playbooks: 1 },
      ],
      archived: 0,
    },
  });
  await change("playbooks.organize", { playbook: other, folder: "Phishing", tags: ["new"] });
  await change("playbooks.organize", { playbook: other, folder: "" });
  expect((await overview({ tag: "new" })).items).toMatchObject([
    { name: "Phish", folder: "", tags: ["new"] },
  ]);
});

test("a folder is renamed with all below it, and never put into itself", async () => {
  await create("Mail", { folder: "Phishing/Mailboxes" });
  await create("Link", { folder: "Phishing" });
  await create("Else", { folder: "Phishing2" });
  const renamed = await change("playbooks.renameFolder", { folder: "Phishing", to: "Mail/Bad 🎣" });
  expect(renamed.body).toEqual({ folder: "Mail/Bad 🎣", playbooks: 2 });
  await change("playbooks.renameFolder", { folder: "Mail/Bad 🎣/Mailboxes", to: "Boxes" });
  expect((await overview({})).items.map(({ name, folder }) => [name, folder])).toEqual([
    ["Else", "Phishing2"],
    ["Link", "Mail/Bad 🎣"],
    ["Mail", "Boxes"],
  ]);
  expect((await change("playbooks.renameFolder", { folder: "Mail", to: "Mail/In" })).status).toBe(400);
  expect((await change("playbooks.renameFolder", { folder: "Gone", to: "There" })).status).toBe(404);
});

test.each([
  ["\u200B", "‹U+200B›"],
  ["\uFEFF", "‹U+FEFF›"],
  ["\u00AD", "‹U+00AD›"],
  ["\u202E", "‹U+202E›"],
  ["\uD83D", "\uD83D"],
])("no folder and no tag comes to hold the hidden code %j", async (code, shown) => {
  const playbook = await create("Mail", { folder: "Phishing" });
  const hostile = `Re${code}d`;
  const refused = async (path: string, input: object, what: string) => {
    const message = expect.stringContaining(`${what} holds no hidden codes: this one is Re${shown}d.`);
    expect(await change(path, input)).toMatchObject({ status: 400, body: { message } });
  };
  await refused("playbooks.organize", { playbook, folder: hostile }, "A folder");
  await refused("playbooks.organize", { playbook, tags: [hostile] }, "A tag");
  await refused("playbooks.renameFolder", { folder: "Phishing", to: hostile }, "A folder");
  await refused("playbooks.create", { name: "Other", folder: hostile }, "A folder");
});

test("a folder that has held a hidden code since before they were refused is opened and renamed", async () => {
  const [folder, tag] = ["Mail\u200Bboxes", "ni\u00ADght"];
  const id = await create("Old");
  const { sql } = api.connection;
  await sql`update playbooks set folder = ${folder}, tags = ${[tag]} where id = ${id}`;
  expect(await names({ folder })).toEqual(["Old"]);
  expect(await names({ tag })).toEqual(["Old"]);
  const renamed = await change("playbooks.renameFolder", { folder, to: "Mailboxes" });
  expect(renamed.body).toEqual({ folder: "Mailboxes", playbooks: 1 });
});

test("what is archived is off and out of the way, cannot be switched on, and comes back as it was, off", async () => {
  await change("playbooks.save", { name: "Old", graph: manualGraph(), publish: true, enable: true });
  expect((await change("playbooks.archive", { name: "Old" })).body).toMatchObject({ changed: true });
  expect((await change("playbooks.archive", { name: "Old" })).body).toMatchObject({ changed: false });
  expect(await names({})).toEqual([]);
  expect(await overview({ archived: true })).toMatchObject({
    items: [{ name: "Old", enabled: false, publishedVersion: 1 }],
    shelves: { archived: 1 },
  });
  const refused = await change("playbooks.setEnabled", { name: "Old", enabled: true });
  expect(refused).toMatchObject({ status: 409 });
  expect(JSON.stringify(refused.body)).toContain("bring it back before you switch it on");
  for (const [procedure, input] of [
    ["playbooks.publish", {}],
    ["playbooks.publish", { enable: false }],
    ["playbooks.save", { graph: manualGraph(), publish: true }],
  ] as const) {
    const { status, body } = await change(procedure, { name: "Old", ...input });
    expect([status, JSON.stringify(body)]).toEqual([
      409,
      expect.stringContaining("Old is archived: bring it back before you publish it."),
    ]);
  }
  expect((await change("runs.start", { playbook: "Old", event: "{}" })).status).toBe(409);
  expect((await change("playbooks.create", { name: "Old" })).status).toBe(409);
  await change("playbooks.archive", { name: "Old", archived: false });
  expect((await change("playbooks.setEnabled", { name: "Old", enabled: true })).status).toBe(200);
  expect(await names({})).toEqual(["Old"]);
});

test("all drafts are looked through: which step, which field, and what stands around it", async () => {
  const graph = (label: string) => {
    const drawn = manualGraph();
    return { ...drawn, nodes: drawn.nodes.map((node, at) => (at === 1 ? { ...node, label } : node)) };
  };
  await create("One", { graph: graph('Says "quoted" words') });
  await create("Two", { graph: graph("Nothing of it") });
  await create("Gone", { graph: graph('Also "Quoted"') });
  await change("playbooks.archive", { name: "Gone" });
  const found = async (text: string) => (await api.call(author, "playbooks.search", "query", { text })).body;
  expect(await found('"QUOTED"')).toMatchObject([
    { name: "One", hits: [{ field: "label", excerpt: 'Says "quoted" words' }], more: 0 },
  ]);
  expect(await found("position")).toEqual([]);
  expect(await found("100%_\\")).toEqual([]);
});
