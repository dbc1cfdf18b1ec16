import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptingRuns } from "./accepting-runs.ts";
import { contentsOf } from "./furnished-workspace.ts";
import { startOwnApi } from "./own-api.ts";
import { runRiposte } from "./run-riposte.ts";

let api: TestApi;
let folder: string;
let workspaceId: string;
let admin: string;
let author: string;

beforeAll(async () => {
  api = await startOwnApi({ runs: acceptingRuns() });
  folder = await mkdtemp(join(tmpdir(), "riposte-apply-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await api[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspaceId = await createWorkspace(api.connection.db, "Test");
  [admin, author] = [await api.token(workspaceId, "admin"), await api.token(workspaceId, "author")];
});

const connector = "kind: connector\nname: chat\ntype: custom\n";
const action =
  "kind: action\nname: judge\nsource: |\n  def main(): return {}\nentry: main\neffect: read\narguments: {type: object}\nconnector: custom\n";

function playbook(name: string, uses: string, more = ""): string {
  return [
    "kind: playbook",
    `name: ${name}`,
    "enabled: true",
    "graph:",
    "  nodes:",
    "    - {id: t, kind: trigger, name: hand, trigger: manual}",
    `    - {id: a, kind: action, name: judge, action: ${uses}, connector: chat${more}}`,
    "  edges: [{from: t, to: a}]",
    "",
  ].join("\n");
}

async function apply(documents: readonly string[], options: { token?: string; url?: string } = {}) {
  const file = join(folder, "half.yaml");
  await writeFile(file, documents.join("---\n"));
  return runRiposte(["apply", file, "--publish", "--url", options.url ?? api.url], options.token ?? admin);
}

test("a file of which one document is refused changes nothing, and says which one it was", async () => {
  const before = await contentsOf(api, workspaceId);
  const good = playbook("Good", "script.judge");
  const answer = await apply([connector, action, good, playbook("Bad", "script.no_such")]);
  expect(answer).toMatchObject({ code: 2, stdout: "" });
  expect(answer.stderr).toContain('half.yaml:29: playbook "Bad": Bad was not published');
  expect(answer.stderr).toContain('There is no action "script.no_such".');
  expect(answer.stderr).toContain("Nothing was applied.");
  expect(await contentsOf(api, workspaceId)).toBe(before);
});

test("a name that the server does not take is told with its document, too", async () => {
  const before = await contentsOf(api, workspaceId);
  const answer = await apply([action, action.replace("name: judge", "name: Not a name"), connector]);
  expect(answer.code).toBe(2);
  expect(answer.stderr).toContain('half.yaml: action "Not a name": name: A name is made of a to z');
  expect(await contentsOf(api, workspaceId)).toBe(before);
});

test("what belongs together goes at once: a playbook may use what the same file brings", async () => {
  const documents = [playbook("B", "script.judge"), playbook("A", "script.judge"), action, connector];
  const answer = await apply(documents);
  expect(answer).toMatchObject({ code: 0, stderr: "" });
  expect(answer.stdout.split("\n").filter((line) => !line.startsWith(" "))).toEqual([
    "connector chat: created",
    "action judge: version 1",
    "playbook B: version 1, on",
    "playbook A: version 1, on",
    "",
  ]);
  expect((await apply(documents)).stdout).toContain("playbook A: version 1, on (unchanged)");
});

test("who calls a playbook that waits for a third one's webhook is published last, whatever they are called", async () => {
  const answer = await apply(
    drawn({
      W: "{ id: h, kind: trigger, name: h, trigger: webhook, config: { auth: { mode: hmac } } }, { id: s, kind: stop, name: s }",
      C: '{ id: h, kind: trigger, name: h, trigger: call, config: {} }, { id: s, kind: wait_event, name: s, source: "webhook:W", key: "1", eventKey: "event.body.k" }',
      A: "{ id: h, kind: trigger, name: h, trigger: manual, config: {} }, { id: s, kind: sub_playbook, name: s, playbook: C }",
    }),
  );
  expect(answer).toMatchObject({ code: 0, stderr: "" });
});

const inCircles = {
  Alarm:
    '{ id: h, kind: trigger, name: h, trigger: run_failed, config: {} }, { id: s, kind: wait_event, name: s, source: "webhook:Main", key: "1", eventKey: "event.body.k" }',
  Deeper:
    '{ id: h, kind: trigger, name: h, trigger: call, config: { inputs: { type: object, properties: { n: { type: integer } }, required: [n], additionalProperties: false } } }, { id: s, kind: sub_playbook, name: s, playbook: Other, maxDepth: 3, arguments: { n: "{{ trigger.n }}" } }',
  Main: "{ id: h, kind: trigger, name: h, trigger: webhook, config: { auth: { mode: hmac } }, onError: Alarm }, { id: s, kind: stop, name: s }",
  Other:
    '{ id: h, kind: trigger, name: h, trigger: call, config: { inputs: { type: object, properties: { n: { type: integer } }, required: [n], additionalProperties: false } } }, { id: s, kind: sub_playbook, name: s, playbook: Deeper, maxDepth: 3, arguments: { n: "{{ trigger.n }}" } }',
  Self: "{ id: h, kind: trigger, name: h, trigger: call, config: {} }, { id: s, kind: sub_playbook, name: s, playbook: Self, maxDepth: 3 }",
};

test("playbooks that need each other in a circle are published together, once", async () => {
  const answer = await apply(drawn(inCircles));
  expect(answer).toMatchObject({ code: 0, stderr: "" });
  expect(answer.stdout.match(/: version 1/g)).toHaveLength(5);
  expect((await apply(drawn(inCircles))).stdout.match(/version 1, (on|off) \(unchanged\)/g)).toHaveLength(5);
  const exported = await runRiposte(["export", "--url", api.url], admin);
  admin = await api.token(await createWorkspace(api.connection.db, "Another"), "admin");
  expect(await apply([exported.stdout]), "what is exported goes into another place").toMatchObject({
    code: 0,
    stderr: "",
  });
});

test("a circle of calls without a bound is refused, and nothing of it is left", async () => {
  const before = await contentsOf(api, workspaceId);
  const { Deeper, Other } = inCircles;
  const unbound = Object.entries({ Deeper, Other }).map(([name, nodes]) => [
    name,
    nodes.replace("maxDepth: 3, ", ""),
  ]);
  const answer = await apply(drawn(Object.fromEntries(unbound)));
  expect(answer.code).toBe(2);
  expect(answer.stderr).toMatch(/"(Deeper|Other)" calls this playbook/);
  expect(await contentsOf(api, workspaceId)).toBe(before);
});

function drawn(playbooks: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(playbooks).map(([name, nodes]) =>
    [
      "kind: playbook",
      `name: ${name}`,
      `graph: { nodes: [ ${nodes} ], edges: [ { from: h, to: s } ] }`,
      "",
    ].join("\n"),
  );
}

test("a corrected script says which published playbooks still run the older one, until they are published", async () => {
  await apply([
    playbook("B", "script.judge"),
    playbook("A", "script.judge", ', note: "\\0"'),
    action,
    connector,
  ]);
  const corrected = action.replace("return {}", "return {'ok': 1}");
  const still = (name: string) =>
    `playbook ${name} still runs version 1 of judge, as it was published: publish it again (riposte publish "${name}") to use version 2`;
  expect((await apply([corrected])).stdout.trim().split("\n")).toEqual([
    "action judge: version 2",
    still("A"),
    still("B"),
  ]);
  const published = await runRiposte(["publish", "B", "--url", api.url], admin);
  expect(published.stdout.trim()).toBe("playbook B: version 2, on");
  expect((await apply([corrected])).stdout.trim().split("\n")).toEqual([
    "action judge: version 2 (unchanged)",
    still("A"),
  ]);
  expect((await apply([corrected, playbook("A", "script.judge")])).stdout).not.toContain("still runs");
});

test("many files may be larger together than one document may be", async () => {
  const padding = `  # ${"x".repeat(900_000)}\n`;
  const large = ["a", "b", "c", "d", "e"].map((name) =>
    action.replace("name: judge", `name: ${name}`).replace("entry:", `${padding}entry:`),
  );
  expect(await apply(large)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("action e: version 1"),
  });
});

test("when the database's disk is full, that is what is said", async () => {
  const { sql } = api.connection;
  await sql`create function disk_full() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`;
  await sql`create trigger disk_full before insert on playbooks execute function disk_full()`;
  try {
    const answer = await apply([connector, action, playbook("A", "script.judge")]);
    expect(answer.code).toBe(4);
    expect(answer.stderr).toContain(
      "The database's disk is full: nothing can be saved. Free some space on it",
    );
  } finally {
    await sql`drop function disk_full cascade`;
  }
});

test("an author's file with a connector in it is refused whole", async () => {
  const before = await contentsOf(api, workspaceId);
  const answer = await apply([action, connector], { token: author });
  expect(answer.code).toBe(5);
  expect(answer.stderr).toContain('half.yaml: connector "chat": Only an admin may change connectors.');
  expect(await contentsOf(api, workspaceId)).toBe(before);
});

test("a server that goes away without an answer: it is said what may have become of it", async () => {
  const server = createServer((request) => request.socket.destroy()).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await apply([action], { url });
  await new Promise((resolve) => server.close(resolve));
  expect(answer).toMatchObject({ code: 4, stdout: "" });
  expect(answer.stderr).toContain("Either everything was applied or nothing");
  expect((await apply([action], { url })).stderr).toContain("nothing listens there.\nNothing was applied.");
});
