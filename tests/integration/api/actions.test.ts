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

const source = "def main(address: str) -> dict:\n    return {}\n";
const judge = {
  name: "judge",
  source,
  entry: "main",
  effect: "read",
  idempotent: true,
  arguments: { type: "object", properties: { address: { type: "string" } }, required: ["address"] },
};
const save = (input: object) => api.call(admin, "actions.save", "mutation", { ...judge, ...input });

test("a version by content: the same makes none, another source or definition makes one", async () => {
  expect((await save({})).body).toMatchObject({
    version: 1,
    created: true,
    changed: true,
    key: "script.judge",
  });
  expect((await save({})).body).toMatchObject({ version: 1, created: false, changed: false });
  expect((await save({ source: `${source}# more\n` })).body).toMatchObject({ version: 2, changed: true });
  expect((await save({ source: `${source}# more\n`, timeoutSeconds: 5 })).body).toMatchObject({ version: 3 });
  expect(
    (await save({ source: `${source}# more\n`, timeoutSeconds: 5, description: "d" })).body,
  ).toMatchObject({
    version: 4,
    changed: true,
  });
  const { body } = await api.call(admin, "actions.get", "query", { name: "script.judge" });
  expect(body).toMatchObject({ source: `${source}# more\n`, definition: { timeoutSeconds: 5 } });
  expect((body as { versions: unknown[] }).versions).toHaveLength(4);
});

test("where nobody answers who could read it, a script is saved, and the answer says so", async () => {
  const { body } = await save({ source: "def main(:\n" });
  expect(body).toMatchObject({
    version: 1,
    warnings: [
      "The syntax of judge was not checked, for what runs scripts did not answer (Temporal is away). It is saved all the same.",
    ],
  });
  expect((await save({ source: "def main(:\n", timeoutSeconds: 5 })).body).toMatchObject({ warnings: [] });
});

test("limits are kept with their action, and the compiler sees them", async () => {
  const limits = { cpu: 30, disk: 200 };
  expect((await save({ limits })).status).toBe(200);
  const { body } = await api.call(admin, "catalogue.get", "query", undefined);
  const { actions } = body as { actions: { key: string; script: object | null }[] };
  expect(actions.find(({ key }) => key === "script.judge")?.script).toMatchObject({
    memoryMb: 256,
    limits: { cpuSeconds: 30, diskMb: 200 },
  });
  expect(await save({ limits: { cpu: 0 } })).toMatchObject({
    status: 400,
    body: { data: { field: "limits.cpu" } },
  });
});

test("a network is kept with its action, and the compiler sees it with a port at each host", async () => {
  const network = { internet: true, hosts: ["API.example.org", "whois.example.org:43"] };
  expect((await save({ network })).status).toBe(200);
  const { body } = await api.call(admin, "catalogue.get", "query", undefined);
  const { actions } = body as { actions: { key: string; script: object | null }[] };
  expect(actions.find(({ key }) => key === "script.judge")?.script).toMatchObject({
    network: { internet: true, hosts: ["api.example.org:443", "whois.example.org:43"] },
  });
  expect(await save({ network: { hosts: ["https://api.example.org/"] } })).toMatchObject({
    status: 400,
    body: {
      message: expect.stringContaining('"https://api.example.org/" is no host') as string,
      data: { field: "network.hosts.0" },
    },
  });
});

test("a schema that no value can be checked against is refused when it is saved", async () => {
  const args = { type: "object", properties: { y: { type: "string", pattern: "(?<=a)b" } } };
  expect(await save({ arguments: args })).toMatchObject({
    status: 400,
    body: {
      message: expect.stringContaining('arguments: The pattern "(?<=a)b" cannot be used'),
      data: { field: "arguments" },
    },
  });
  expect(await save({ result: { $ref: "#/nowhere" } })).toMatchObject({
    status: 400,
    body: { data: { field: "result" } },
  });
  expect((await api.call(admin, "actions.list", "query")).body).toEqual([]);
});

test("an uploaded action is in the catalogue, and playbooks that use it are checked against it", async () => {
  await save({});
  const { body } = await api.call(admin, "catalogue.get", "query");
  const { actions } = body as { actions: { key: string }[] };
  expect(actions.map(({ key }) => key)).toEqual(
    expect.arrayContaining(["script.judge", "riposte.get_alert"]),
  );

  const using = (given: object) => {
    const { nodes, edges } = manualGraph();
    const step = { id: "j", kind: "action", name: "j", action: "script.judge", arguments: given };
    const graph = { nodes: [...nodes, step], edges: [...edges, { from: "note", to: "j" }] };
    return api.call(admin, "playbooks.save", "mutation", { name: "P", graph, publish: true });
  };
  expect((await using({})).status).toBe(400);
  expect((await using({ address: "192.0.2.1" })).body).toMatchObject({
    newVersion: true,
    publishedVersion: 1,
  });
  await save({ source: `${source}# changed\n` });
  expect((await using({ address: "192.0.2.1" })).body).toMatchObject({
    newVersion: true,
    publishedVersion: 2,
  });
});

test("a connector keeps the secrets that are not given again, and tells none", async () => {
  const put = (input: object) =>
    api.call(admin, "connectors.save", "mutation", { name: "chat", type: "mattermost", ...input });
  const wrong = await put({ secrets: { hook_url: "not an address: hush" } });
  expect(wrong).toMatchObject({ status: 400, body: { data: { field: "secrets.hook_url" } } });
  expect(JSON.stringify(wrong.body)).not.toContain("hush");
  const secrets = { hook_url: "https://chat.example.com/hooks/hush" };
  expect((await put({ secrets })).body).toMatchObject({ created: true, changed: true });
  expect((await put({})).body).toMatchObject({ created: false, changed: false });
  const { body } = await api.call(admin, "connectors.get", "query", { name: "chat" });
  expect(body).toMatchObject({ secretNames: ["hook_url"] });
  expect(JSON.stringify(body)).not.toContain("hush");
  expect((await put({ secrets: { hook_url: null } })).status).toBe(400);
  const audit = await api.call(admin, "audit.list", "query");
  expect(JSON.stringify(audit.body)).not.toContain("hush");
});

test("who says which version they edited overwrites no other one", async () => {
  expect((await save({ base: 0 })).body).toMatchObject({ version: 1, created: true });
  expect((await save({ source: `${source}# mine\n`, base: 1 })).body).toMatchObject({ version: 2 });
  const late = await save({ source: `${source}# theirs\n`, base: 1 });
  expect(late.status).toBe(409);
  expect(JSON.stringify(late.body)).toContain("Version 2 of judge was saved meanwhile");
  const taken = await save({ source: `${source}# another\n`, base: 0 });
  expect(taken.status).toBe(409);
  expect(JSON.stringify(taken.body)).toContain("There is an action called judge already");
  const { body } = await api.call(admin, "actions.get", "query", { name: "judge" });
  expect(body).toMatchObject({ version: 2, source: `${source}# mine\n` });
});
