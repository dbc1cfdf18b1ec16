import type { Answer, TestApi } from "@riposte/api/testing";
import { createWorkspace } from "@riposte/db";
import type { Batch } from "@riposte/draft";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { subscribe } from "./event-stream.ts";
import { batch, label, note } from "./draft-batches.ts";
import { manualGraph } from "./graphs.ts";
import { startOwnApi } from "./own-api.ts";

let api: TestApi;
let alice: string;
let bob: string;
let playbook: string;

beforeAll(async () => {
  api = await startOwnApi();
});
beforeEach(async () => {
  const workspaceId = await createWorkspace(api.connection.db, "Test");
  [alice, bob] = [
    await api.token(workspaceId, "author", "alice"),
    await api.token(workspaceId, "author", "bob"),
  ];
  const created = await api.call(alice, "playbooks.create", "mutation", { name: "P", graph: manualGraph() });
  playbook = (created.body as { id: string }).id;
});
afterAll(() => api[Symbol.asyncDispose]());

/** What is told besides how the playbook stands. */
const BESIDE: ReadonlySet<string> = new Set(["actions", "pins", "present"]);

const edit = (token: string, base: number, ...made: Batch[]): Promise<Answer> =>
  api.call(token, "playbooks.edit", "mutation", { playbook, base, batches: made });

test("who follows hears every batch once and in order, also over a broken connection", async () => {
  await edit(alice, 1, batch(label("before")));
  const path = "playbooks.follow";
  const heard: { id: string | null; revision: number; by: string }[] = [];
  const listen = async (input: object, enough: number) => {
    for await (const { id, event, data } of subscribe(api, {
      token: bob,
      path,
      input: { playbook, ...input },
    })) {
      const news = data as { kind: string; saved: { revision: number; by: string } };
      if ((event !== null && id === null) || news.kind !== "saved") continue;
      const { revision, by } = news.saved;
      heard.push({ id, revision, by });
      if (heard.length === enough) return;
    }
  };
  const first = listen({ from: 1 }, 2);
  await edit(bob, 2, batch(note("live")));
  await first;
  await edit(alice, 3, batch(label("missed")), batch(label("missed too")));
  const second = listen({ from: 1, lastEventId: heard.at(-1)?.id }, 5);
  await edit(alice, 5, batch(note("live again")));
  await second;
  expect(heard).toEqual([
    { id: "2", revision: 2, by: "token:alice" },
    { id: "3", revision: 3, by: "token:bob" },
    { id: "4", revision: 4, by: "token:alice" },
    { id: "5", revision: 5, by: "token:alice" },
    { id: "6", revision: 6, by: "token:alice" },
  ]);
});

test("who follows hears who publishes, switches, archives, renames and deletes it", async () => {
  const heard: object[] = [];
  const input = { playbook, from: 1 };
  const listening = (async () => {
    for await (const { id, data } of subscribe(api, { token: bob, path: "playbooks.follow", input })) {
      if (id === null || BESIDE.has((data as { kind: string }).kind)) continue;
      heard.push(data as object);
      if ((data as { kind: string }).kind === "removed") return;
    }
  })();
  const standing = {
    name: "P",
    description: "",
    enabled: false,
    archived: false,
    publishedVersion: null as number | null,
  };
  const stands = (change: object) => ({ kind: "standing", standing: Object.assign(standing, change) });
  const change = (path: string, input: object) => api.call(alice, `playbooks.${path}`, "mutation", input);
  const expected: object[] = [];
  const told = async (change: object) => {
    expected.push(structuredClone(stands(change)));
    await expect.poll(() => heard).toEqual(expected);
  };
  await told({});
  await change("publish", { name: playbook, enable: true });
  await told({ publishedVersion: 1, enabled: true });
  await change("setEnabled", { name: playbook, enabled: false });
  await told({ enabled: false });
  await change("archive", { name: playbook });
  await told({ archived: true });
  await change("archive", { name: playbook, archived: false });
  await told({ archived: false });
  await change("rename", { playbook, name: "Q", description: "Asks." });
  await told({ name: "Q", description: "Asks." });
  await change("remove", { name: playbook });
  await listening;
  expect(heard.at(-1)).toEqual({ kind: "removed" });
});

test("who draws a playbook hears of every action that anybody saves or deletes, and which stamp the catalogue has", async () => {
  const input = { playbook, from: 1 };
  const heard = stampsIn(subscribe(api, { token: bob, path: "playbooks.follow", input }));
  const known = async () => {
    const { body } = await api.call(bob, "catalogue.get", "query");
    const { stamp, actions } = body as { stamp: string; actions: { key: string }[] };
    return { stamp, isThere: actions.some(({ key }) => key === "script.new_one") };
  };
  expect(await known()).toEqual({ stamp: (await heard.next()).value, isThere: false });
  const action = { name: "new_one", source: "def main(): return 1", entry: "main", effect: "read" };
  await api.call(alice, "actions.save", "mutation", action);
  expect(await known()).toEqual({ stamp: (await heard.next()).value, isThere: true });
  await api.call(alice, "actions.save", "mutation", { ...action, title: "Another title" });
  expect(await known()).toEqual({ stamp: (await heard.next()).value, isThere: true });
  await api.call(alice, "actions.remove", "mutation", { name: "new_one" });
  expect(await known()).toEqual({ stamp: (await heard.next()).value, isThere: false });
  await heard.return(undefined);
});

async function* stampsIn(events: ReturnType<typeof subscribe>): AsyncGenerator<string, void> {
  for await (const { id, data } of events) {
    const news = data as { kind: string; stamp: string };
    if (id !== null && news.kind === "actions") yield news.stamp;
  }
}

test("who follows hears that something is pinned or unpinned and where tests stand, whoever did it", async () => {
  const ask = { id: "ask", kind: "approval", name: "ask", approvers: ["role:author"] } as const;
  await edit(alice, 1, batch({ op: "add_node", node: ask }));
  const heard: string[] = [];
  const input = { playbook, from: 2 };
  const listening = (async () => {
    for await (const { data } of subscribe(api, { token: bob, path: "playbooks.follow", input })) {
      const news = data as { kind: string; stamp?: string };
      if (news.kind !== "pins" || news.stamp === undefined) continue;
      heard.push(news.stamp);
      if (heard.length === 5) return;
    }
  })();
  await expect.poll(() => heard).toEqual([""]);
  const step = { playbook, step: "ask" };
  await api.call(alice, "playbooks.pin", "mutation", { ...step, output: "{}", port: "approved" });
  await expect.poll(() => heard.length).toBe(2);
  await api.call(alice, "playbooks.unpin", "mutation", step);
  await expect.poll(() => heard.length).toBe(3);
  await api.call(alice, "playbooks.setBreakpoint", "mutation", step);
  await expect.poll(() => heard.length).toBe(4);
  await api.call(alice, "playbooks.removeBreakpoint", "mutation", step);
  await listening;
  expect(heard.map((stamp) => stamp === "")).toEqual([true, false, true, false, true]);
});
