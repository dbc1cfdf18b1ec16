import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let admin: string;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  admin = await api.token(await createWorkspace(api.connection.db, "Test"), "admin");
});
afterAll(() => api[Symbol.asyncDispose]());

const device = { type: "object", properties: { device: { type: "string" } }, required: ["device"] };
const block = {
  name: "block_host",
  title: "Block host",
  description: "Cuts a host off.",
  kind: "setter",
  icon: "ban",
  target: { kind: "host", argument: "device" },
  file: "block.py",
  source: "def main(device):\n    return {}\n",
  entry: "main",
  effect: "write",
  arguments: device,
  scripts: [
    {
      name: "unblock",
      file: "unblock.py",
      entry: "plain",
      arguments: { ...device, properties: { ...device.properties, why: {} } },
      source: "print(1)\n",
    },
  ],
};
const save = (input: object) => api.call(admin, "actions.save", "mutation", { ...block, ...input });
const get = (name = "block_host") => api.call(admin, "actions.get", "query", { name });

test("each script of an action can be called, with what the action says of all of them", async () => {
  expect((await save({})).body).toMatchObject({ version: 1, created: true, key: "script.block_host" });
  expect((await save({})).body).toMatchObject({ version: 1, changed: false });
  const { body } = await api.call(admin, "catalogue.get", "query");
  const { actions } = body as { actions: { key: string }[] };
  expect(actions.filter(({ key }) => key.startsWith("script."))).toMatchObject([
    {
      key: "script.block_host",
      name: "Block host",
      kind: "setter",
      icon: "ban",
      effect: "write",
      target: block.target,
      script: { entry: "main", name: "block_host" },
    },
    {
      key: "script.block_host.unblock",
      name: "Block host: unblock",
      kind: "setter",
      icon: "ban",
      effect: "write",
      arguments: { properties: { why: {} } },
      script: { entry: "plain", name: "block_host.unblock" },
    },
  ]);
  expect((await get("script.block_host.unblock")).body).toMatchObject({
    key: "script.block_host",
    definition: { file: "block.py", icon: "ban" },
    scripts: [{ name: "unblock", file: "unblock.py", source: "print(1)\n" }],
  });
});

test("two scripts of a name, a file with a folder, a source with NUL and an unknown icon are refused", async () => {
  const [unblock] = block.scripts;
  const refusals = [
    [{ scripts: [unblock, unblock] }, "scripts.1.name"],
    [{ file: "../block.py" }, "file"],
    [{ source: "x\0y" }, "source"],
    [{ icon: "unicorn" }, "icon"],
    [{ target: { kind: "Host!", argument: "device" } }, "target.kind"],
    [{ scripts: [{ ...unblock, arguments: { type: "array" } }] }, "scripts.0.arguments"],
  ] as const;
  for (const [input, field] of refusals)
    expect(await save(input)).toMatchObject({ status: 400, body: { data: { field } } });
  expect((await api.call(admin, "actions.list", "query")).body).toEqual([]);
});

test("cases are kept with their script, make a version, and are restored with it", async () => {
  const cases = [
    { name: "a known host", arguments: { device: "ws-01" }, result: { blocked: true } },
    { name: "nobody's", arguments: {}, fails: "no such device" },
  ];
  const further = [{ ...block.scripts[0], cases: [{ name: "any", arguments: { why: "asked" } }] }];
  await save({});
  expect((await save({ cases, scripts: further })).body).toMatchObject({ version: 2, changed: true });
  expect((await save({ cases, scripts: further })).body).toMatchObject({ version: 2, changed: false });
  expect((await get()).body).toMatchObject({
    definition: { cases },
    scripts: [{ cases: [{ name: "any" }] }],
  });
  await api.call(admin, "actions.restore", "mutation", { name: "block_host", version: 1, base: 2 });
  expect((await get()).body).not.toMatchObject({ definition: { cases } });
  const twice = await save({ cases: [cases[0], cases[0]] });
  expect(twice).toMatchObject({ status: 400, body: { data: { field: "cases" } } });
  const both = await save({ cases: [{ ...cases[0], fails: "it" }] });
  expect(both).toMatchObject({ status: 400, body: { data: { field: "cases.0" } } });
});

test("a change of any script or of the description is a version by content, and one is restored as the next", async () => {
  await save({});
  await save({ scripts: [{ ...block.scripts[0], source: "print(2)\n" }] });
  await save({ description: "Else.", scripts: [] });
  const restored = (base: number) =>
    api.call(admin, "actions.restore", "mutation", { name: "block_host", version: 1, base });
  expect((await restored(2)).status).toBe(409);
  expect((await restored(3)).body).toMatchObject({ version: 4, changed: true });
  expect((await restored(4)).body).toMatchObject({ version: 4, changed: false });
  const { body } = await get();
  const { versions } = body as { versions: { version: number; hash: string; author: string }[] };
  expect(versions.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
  expect(new Set(versions.map(({ hash }) => hash)).size).toBe(3);
  expect(versions[0]?.hash).toBe(versions[3]?.hash);
  expect(body).toMatchObject({ description: "Cuts a host off.", scripts: [{ source: "print(1)\n" }] });
  const second = await api.call(admin, "actions.version", "query", { name: "block_host", version: 2 });
  expect(second.body).toMatchObject({ version: 2, scripts: [{ source: "print(2)\n" }] });
  const third = await api.call(admin, "actions.version", "query", { name: "block_host", version: 3 });
  expect(third.body).toMatchObject({ description: "Else.", scripts: [] });
  const audit = await api.call(admin, "audit.list", "query");
  expect(JSON.stringify(audit.body)).toContain("actions.restore");
});

test("a published playbook keeps the version of each script, and is told of when there is a newer one", async () => {
  await save({});
  const { nodes, edges } = manualGraph();
  const step = {
    id: "u",
    kind: "action",
    name: "u",
    action: "script.block_host.unblock",
    arguments: { device: "pc-1" },
  };
  const graph = { nodes: [...nodes, step], edges: [...edges, { from: "note", to: "u" }] };
  const published = await api.call(admin, "playbooks.save", "mutation", { name: "P", graph, publish: true });
  expect(published.body).toMatchObject({ publishedVersion: 1 });
  expect((await save({ scripts: [{ ...block.scripts[0], source: "print(2)\n" }] })).body).toMatchObject({
    version: 2,
    older: [{ script: "block_host", playbook: "P", runs: 1, newest: 2 }],
  });
  const uses = await api.call(admin, "actions.uses", "query");
  expect(uses.body).toMatchObject([{ key: "script.block_host.unblock", usedBy: [{ name: "P" }] }]);
  await save({ scripts: [] });
  const again = await api.call(admin, "playbooks.save", "mutation", { name: "P", graph, publish: true });
  expect(JSON.stringify(again.body)).toContain('There is no action \\\"script.block_host.unblock\\\"');
});

test("an upload is read and not kept; one that is too large is refused in words", async () => {
  const upload = (base64: string) =>
    api.call(admin, "actions.readUpload", "mutation", { files: [{ name: "a.py", base64 }] });
  expect((await upload(Buffer.from("x = 1\n").toString("base64"))).body).toEqual({
    scripts: [{ file: "a.py", source: "x = 1\n" }],
    ignored: [],
  });
  expect(await upload(Buffer.from([0xff]).toString("base64"))).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("a.py is not UTF-8 text"), data: { field: "files" } },
  });
  expect(await upload("A".repeat(64 * 1_048_576))).toMatchObject({
    status: 413,
    body: { message: expect.stringContaining("The upload is larger than 8 MB.") },
  });
  expect((await api.call(admin, "actions.list", "query")).body).toEqual([]);
});

test("where no arguments are given, signature and docstring of main say them, and are read again at each save", async () => {
  const { arguments: _given, ...rest } = block;
  const source = (type: string) =>
    `def main(device: ${type}, why="x"):\n    """Cuts.\n\n    :param device: Which one.\n    """\n`;
  const put = (input: object) => api.call(admin, "actions.save", "mutation", { ...rest, ...input });
  expect((await put({ source: source("str"), scripts: [] })).body).toMatchObject({ version: 1 });
  expect((await put({ source: source("int"), scripts: [] })).body).toMatchObject({ version: 2 });
  expect((await get()).body).toMatchObject({
    definition: {
      form: "signature",
      arguments: {
        properties: { device: { type: "integer", description: "Which one." }, why: { default: "x" } },
        required: ["device"],
        additionalProperties: false,
      },
    },
  });
  await put({ source: source("int"), scripts: [], form: "schema" });
  expect((await get()).body).toMatchObject({ definition: { arguments: { type: "object" } } });
  const plain = { ...block.scripts[0], arguments: undefined, form: "signature" };
  expect(await put({ scripts: [plain] })).toMatchObject({
    status: 400,
    body: { data: { field: "scripts.0.source" }, message: expect.stringContaining("has no signature") },
  });
  expect(await put({ source: "main = 1", form: "signature", scripts: [] })).toMatchObject({
    status: 400,
    body: { data: { field: "source" }, message: expect.stringContaining("There is no “def main”") },
  });
});
