import { startTestApi } from "@riposte/api/testing";
import type { TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { subscribe } from "./event-stream.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";
import type { OwnApi } from "./own-api.ts";

// Two processes of the API over one database, as two machines run them.

let one: OwnApi;
let other: TestApi;
let workspaceId: string;
let playbook: string;

beforeAll(async () => {
  one = await startOwnApi();
  other = await startTestApi({ databaseUrl: one.databaseUrl });
  workspaceId = await createWorkspace(one.connection.db, "Test");
  const input = { name: "P", graph: manualGraph() };
  const made = await one.call(await one.token(workspaceId, "author"), "playbooks.create", "mutation", input);
  playbook = (made.body as { id: string }).id;
});
afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
});

interface Present {
  readonly page: string;
  readonly name: string;
  readonly mayWrite: boolean;
  readonly step: string | null;
  readonly field: string | null;
}

/** What somebody hears at one process, as it comes. */
async function* heardAt(api: TestApi): AsyncGenerator<readonly Present[], void> {
  const token = await api.token(workspaceId, "viewer", "carol");
  const input = { playbook, from: 1 };
  for await (const { data } of subscribe(api, { token, path: "playbooks.follow", input })) {
    const news = data as { kind?: string; present: readonly Present[] };
    if (news?.kind === "present") yield news.present;
  }
}

test("who is where is heard at every process, as it changes, and that they have gone", async () => {
  const heard = heardAt(other);
  expect((await heard.next()).value).toEqual([]);
  const alice = await one.token(workspaceId, "author", "alice");
  const say = (input: object, token = alice) =>
    one.call(token, "playbooks.present", "mutation", { playbook, page: "a-1", ...input });
  await say({});
  expect((await heard.next()).value).toMatchObject([{ name: "alice", mayWrite: true, step: null }]);
  // The same again is only a sign of life.
  await say({});
  await say({ step: "note", field: "arguments.content" });
  expect((await heard.next()).value).toMatchObject([{ step: "note", field: "arguments.content" }]);
  await say({ page: "v-1" }, await one.token(workspaceId, "viewer", "vera"));
  expect((await heard.next()).value).toMatchObject([
    { page: "a-1" },
    { page: "v-1", name: "vera", mayWrite: false },
  ]);
  await say({ gone: true });
  expect((await heard.next()).value).toMatchObject([{ page: "v-1" }]);
  await heard.return(undefined);
});

test("what is no page, or too long to tell, is refused; another workspace's playbook is not there", async () => {
  const alice = await one.token(workspaceId, "author", "alice");
  const say = (token: string, input: object) =>
    one.call(token, "playbooks.present", "mutation", { playbook, page: "a-1", ...input });
  expect(await say(alice, { page: "a page" })).toMatchObject({ status: 400 });
  expect(await say(alice, { field: "x".repeat(201) })).toMatchObject({ status: 400 });
  const stranger = await one.token(await createWorkspace(one.connection.db, "Elsewhere"), "admin");
  expect(await say(stranger, {})).toMatchObject({ status: 404 });
});
