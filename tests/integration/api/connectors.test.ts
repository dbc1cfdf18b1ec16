import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let admin: string;
const asked: string[] = [];
const mattermost = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  response.setHeader("content-type", "application/json").end('{"status":"OK"}');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => mattermost.listen(0, "127.0.0.1", resolve));
  const egressAllow = place();
  api = await startOwnApi({ runs: acceptingRuns(), egressAllow, publicUrl: "http://8.8.8.8:8080" });
  admin = await api.token(await createWorkspace(api.connection.db, "SOC"), "admin");
});
afterAll(async () => {
  mattermost.close();
  await api[Symbol.asyncDispose]();
});

function place(): string {
  return `127.0.0.1:${(mattermost.address() as AddressInfo).port}`;
}

async function save(name: string, input: object): Promise<void> {
  const answer = await api.call(admin, "connectors.save", "mutation", { name, ...input });
  expect(answer.status).toBe(200);
}

function tryOut(name: string) {
  return api.call(admin, "connectors.test", "mutation", { name });
}

/** A playbook whose only step posts through the connector. */
async function use(connector: string, options: object) {
  const { nodes, edges } = manualGraph();
  const step = {
    id: "tell",
    kind: "action",
    name: "tell",
    label: "Tell the team",
    action: "mattermost.post_message",
    connector,
    arguments: { message: "Hello" },
  };
  const graph = { nodes: [...nodes, step], edges: [...edges, { from: "note", to: "tell" }] };
  const answer = await api.call(admin, "playbooks.save", "mutation", { name: "Tells", graph, ...options });
  expect(answer.status).toBe(200);
}

test("a type that nothing could use is refused with those that there are; a script makes its own known", async () => {
  const input = { name: "vault", type: "hashivault", settings: {}, secrets: {} };
  const unknown = await api.call(admin, "connectors.save", "mutation", input);
  expect(unknown.status).toBe(400);
  const message = expect.stringMatching(/no connector type "hashivault".*mattermost.*webhook/) as string;
  expect(unknown.body).toMatchObject({ message, data: { field: "type" } });
  const action = { name: "unlock", source: "def main(): return {}", entry: "main", effect: "read" };
  const script = await api.call(admin, "actions.save", "mutation", { ...action, connector: "hashivault" });
  expect(script.status).toBe(200);
  expect((await api.call(admin, "connectors.save", "mutation", input)).status).toBe(200);
});

test("a test has no effect, and says what cannot be told without one", async () => {
  await save("chat", { type: "mattermost", secrets: { hook_url: `http://${place()}/hooks/key-of-ours` } });
  expect((await tryOut("chat")).body).toMatchObject({ outcome: "works" });
  expect(asked).toEqual(["GET /api/v4/system/ping"]);

  await save("inside", { type: "mattermost", secrets: { hook_url: "http://127.0.0.1:1/hooks/key-of-ours" } });
  const refused = await tryOut("inside");
  expect(refused.body).toMatchObject({
    outcome: "fails",
    message: expect.stringContaining("may not be reached") as string,
  });
  expect(JSON.stringify(refused)).not.toContain("key-of-ours");

  const { body } = await api.call(admin, "audit.list", "query", { action: "connectors.test" });
  expect(body).toMatchObject([
    {
      details: {
        name: "inside",
        outcome: "fails",
        why: expect.stringContaining("may not be reached") as string,
      },
    },
    { details: { name: "chat", outcome: "works" } },
  ]);
  expect(JSON.stringify(body)).not.toContain("key-of-ours");

  // As its steps would be: they know how the outside reaches Riposte.
  await save("ours", { type: "mattermost", secrets: { hook_url: "http://8.8.8.8:81/hooks/key-of-ours" } });
  expect((await tryOut("ours")).body).toMatchObject({
    message: expect.stringContaining("8.8.8.8:81 may not be reached: 8.8.8.8 is Riposte itself.") as string,
  });

  await save("receiver", {
    type: "webhook",
    settings: { hosts: "example.com" },
    secrets: { authorization: "Bearer token-of-ours" },
  });
  expect((await tryOut("receiver")).body).toMatchObject({ outcome: "untestable" });
  await save("own", { type: "hashivault" });
  expect((await tryOut("own")).body).toMatchObject({ outcome: "untestable" });
});

test("a secret that is too short to be kept out of logs is refused", async () => {
  const short = { name: "short", type: "webhook", secrets: { pin: "ab1" } };
  expect(await api.call(admin, "connectors.save", "mutation", short)).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("at least 4 characters"), data: { field: "secrets.pin" } },
  });
});

test("who uses a connector is told, and what is published keeps it", async () => {
  await save("team", { type: "mattermost", secrets: { hook_url: "https://chat.example.com/hooks/k" } });
  await use("team", {});
  const remove = (force: boolean) =>
    api.call(admin, "connectors.remove", "mutation", { name: "team", force });
  const list = async () => {
    const { body } = await api.call(admin, "connectors.list", "query");
    return (body as { name: string; usedBy: unknown[] }[]).find(({ name }) => name === "team")?.usedBy;
  };
  const steps = [{ id: "tell", name: "Tell the team" }];
  expect(await list()).toMatchObject([{ name: "Tells", draft: true, version: null, steps }]);

  await use("team", { publish: true });
  expect(await list()).toMatchObject([{ name: "Tells", draft: true, version: 1, steps }]);
  const refused = await remove(false);
  expect(refused).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining("Tells") as string },
  });
  expect((await remove(true)).status).toBe(200);
  expect(await list()).toBeUndefined();
});
