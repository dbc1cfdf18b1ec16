import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { memoryServer, serverFor } from "./draft-server-testing.ts";
import { openDraft } from "./draft-store.ts";
import { cardBox, overlap } from "./frames.ts";

function step(id: string, more: object = {}): DraftNode {
  return { id, kind: "wait", name: id, seconds: 1, ...more };
}

const graph: DraftGraph = {
  schema: 1,
  nodes: [
    step("a"),
    step("b"),
    step("loop", { kind: "for_each", over: [] }),
    step("in", { parent: "loop" }),
    step("c"),
  ],
  edges: [
    { from: "a", port: "default", to: "b" },
    { from: "b", port: "default", to: "loop" },
    { from: "loop", port: "each", to: "in" },
  ],
};

function opened(start: DraftGraph) {
  const memory = memoryServer(start);
  const playbook = { id: "p", name: "P", description: "", enabled: false, archived: false, mayWrite: true };
  const { store } = openDraft({
    playbook: { ...playbook, publishedVersion: null, publishedGraph: null, publishedScripts: [] },
    graph: start,
    revision: 0,
    left: [],
    say: () => {},
    openUnsent: () => ({ keep: () => {}, close: () => {} }),
    server: serverFor(
      memory,
      (ask) => Promise.resolve(ask()),
      () => () => {},
    ),
  });
  return store;
}

function piled({ nodes }: DraftGraph): string[] {
  return nodes.flatMap((one, at) =>
    nodes
      .slice(at + 1)
      .flatMap((other) => (overlap(cardBox(one), cardBox(other)) ? [`${one.id} ${other.id}`] : [])),
  );
}

test("steps without a place are drawn beside each other, in the order of their connections", () => {
  const { nodes } = opened(graph).getState().graph;
  expect(piled({ ...graph, nodes })).toEqual([]);
  const [a, b, loop] = nodes.map(({ position }) => position?.x ?? Number.NaN);
  expect([a, b, loop].toSorted((one, other) => Number(one) - Number(other))).toEqual([a, b, loop]);
});

test("what has a place keeps it, and what has none comes beside it", () => {
  const [, b] = graph.nodes;
  const mixed = {
    ...graph,
    nodes: graph.nodes.map((node) => (node === b ? { ...b, position: { x: 8, y: 0 } } : node)),
  };
  const shown = opened(mixed).getState().graph;
  expect(shown.nodes[1]?.position).toEqual({ x: 8, y: 0 });
  expect(piled(shown)).toEqual([]);
});

test("to move one saves that move and no other; taken back it stands where it was, and so do the others", () => {
  const store = opened(graph);
  const before = store.getState().graph;
  store.getState().change("Move b", [{ op: "move", node: "b", x: 800, y: 800 }]);
  const after = store.getState().graph;
  expect(after.nodes.map(({ position }) => position)).toEqual(
    before.nodes.map(({ id, position }) => (id === "b" ? { x: 800, y: 800 } : position)),
  );
  store.getState().undo();
  expect(store.getState().graph).toEqual(before);
});
