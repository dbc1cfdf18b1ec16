import { TRPCClientError } from "@trpc/client";
import type { Batch, DraftGraph } from "@riposte/draft";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryServer, serverFor } from "./draft-server-testing.ts";
import { openDraft } from "./draft-store.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const start: DraftGraph = {
  schema: 1,
  nodes: ["a", "b", "c"].map((id, at) => ({
    id,
    kind: "fail" as const,
    name: id,
    message: "",
    position: { x: 336 * at, y: 0 },
  })),
  edges: [],
};

function refusal(code: "BAD_REQUEST" | "FORBIDDEN", message: string) {
  const data = { code, field: null };
  return TRPCClientError.from({ error: { code: -32_600, message, data } } as never);
}

/** A server that says no to some batches. */
function openOn(refuse: (batches: readonly Batch[]) => Error | null, mayWrite = true) {
  const memory = memoryServer(start);
  const sent: number[] = [];
  const server = serverFor(
    memory,
    (ask) => Promise.resolve(ask()),
    () => () => {},
  );
  const {
    store,
    start: begin,
    admitted,
  } = openDraft({
    playbook: {
      id: "p",
      name: "P",
      description: "",
      enabled: false,
      archived: false,
      mayWrite,
      publishedVersion: null,
      publishedGraph: null,
      publishedScripts: [],
    },
    graph: start,
    revision: 0,
    left: [],
    say: () => {},
    openUnsent: () => ({ keep: () => {}, close: () => {} }),
    server: {
      ...server,
      edit(base, batches) {
        sent.push(batches.length);
        const error = refuse(batches);
        return error === null ? server.edit(base, batches) : Promise.reject(error);
      },
    },
  });
  begin();
  const type = (node: string, value: string) =>
    store.getState().change("Type", [{ op: "set", node, field: ["message"], value }]);
  const messages = () => memory.graph().nodes.map((node) => node["message"]);
  return { store, type, messages, sent, admitted };
}

const isBad = (batches: readonly Batch[]) => JSON.stringify(batches).includes("bad");

test("one field that is refused does not keep the rest from being saved, and is not sent for ever", async () => {
  const { store, type, messages, sent } = openOn((batches) =>
    isBad(batches) ? refusal("BAD_REQUEST", "Not this.") : null,
  );
  type("a", "one");
  type("b", "bad");
  type("c", "three");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(messages()).toEqual(["one", "", "three"]);
  expect(store.getState()).toMatchObject({ saving: "refused", trouble: "Not this." });
  const times = sent.length;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(sent).toHaveLength(times);

  type("b", "two");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(messages()).toEqual(["one", "two", "three"]);
  expect(store.getState()).toMatchObject({ saving: "saved", trouble: null });
});

test("what is refused is named, can be left out, and had back to be mended", async () => {
  const { store, type, messages } = openOn((batches) =>
    isBad(batches) ? refusal("BAD_REQUEST", "Not this.") : null,
  );
  type("b", "bad");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(store.getState().refused).toEqual([{ label: "Type", reason: "Not this." }]);
  store.getState().giveUp();
  expect(store.getState()).toMatchObject({ saving: "saved", trouble: null, graph: { nodes: start.nodes } });
  store.getState().undo();
  expect(store.getState().graph.nodes[1]?.["message"]).toBe("bad");
  type("b", "mended");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(messages()).toEqual(["", "mended", ""]);
  expect(store.getState()).toMatchObject({ saving: "saved", refused: [] });
});

test("who may not write any more reads on, and what was typed stays", async () => {
  const { store, type, sent } = openOn(() => refusal("FORBIDDEN", "It needs the role author."));
  type("a", "kept");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(sent).toHaveLength(1);
  const { playbook, graph, saving, trouble } = store.getState();
  expect(playbook.mayWrite).toBe(false);
  expect(graph.nodes[0]?.["message"]).toBe("kept");
  expect(saving).toBe("offline");
  expect(trouble).toContain("Your role does not allow changing playbooks any more");
});

test("who opened it to read only draws as soon as another role allows it", async () => {
  const { store, type, messages, admitted } = openOn(() => null, false);
  expect(store.getState().playbook.mayWrite).toBe(false);
  admitted();
  expect(store.getState().playbook.mayWrite).toBe(true);
  type("a", "drawn");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(messages()).toEqual(["drawn", "", ""]);
});

test("once the role allows it again, what was typed meanwhile is saved, and one draws on", async () => {
  let isAuthor = false;
  const { store, type, messages, admitted } = openOn(() =>
    isAuthor ? null : refusal("FORBIDDEN", "It needs the role author."),
  );
  type("a", "kept");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(messages()).toEqual(["", "", ""]);
  isAuthor = true;
  admitted();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(messages()).toEqual(["kept", "", ""]);
  expect(store.getState()).toMatchObject({ saving: "saved", trouble: null, playbook: { mayWrite: true } });
  type("b", "more");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(messages()).toEqual(["kept", "more", ""]);
});
