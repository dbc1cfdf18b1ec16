import { compare } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { cardBox, overlap } from "../frames.ts";
import { drawnTogether } from "./drawn-together.ts";

const step = (id: string, x: number, rest: object = {}) =>
  ({ id, kind: "wait", name: id, seconds: 1, position: { x, y: 0 }, ...rest }) as const;
const edge = (from: string, to: string) => ({ from, port: "default", to });

const BEFORE: DraftGraph = {
  schema: 1,
  nodes: [step("a", 0), step("b", 320), step("c", 640)],
  edges: [edge("a", "b"), edge("b", "c")],
};

test("what is gone is drawn beside what led to it, on nobody's place", () => {
  const after: DraftGraph = {
    schema: 1,
    nodes: [step("a", 80), step("d", 400), step("c", 720)],
    edges: [edge("a", "d"), edge("d", "c")],
  };
  const { graph, changes, stops } = drawnTogether(BEFORE, after, compare(BEFORE, after));
  expect(graph.edges).toHaveLength(4);
  expect(Object.fromEntries(changes.steps)).toEqual({ a: "moved", b: "removed", c: "moved", d: "added" });
  expect([...changes.edges.values()].toSorted()).toEqual(["added", "added", "removed", "removed"]);
  const gone = graph.nodes.find(({ id }) => id === "b");
  expect(gone?.position?.x).toBe(400);
  for (const node of after.nodes)
    if (gone !== undefined) expect(overlap(cardBox(node), cardBox(gone))).toBe(false);
  expect(stops).toEqual(["a", "d", "b"]);
});

test("steps that only moved are nothing to stop at", () => {
  const after = { ...BEFORE, nodes: BEFORE.nodes.map((node) => ({ ...node, position: { x: 8, y: 8 } })) };
  const { stops, changes } = drawnTogether(BEFORE, after, compare(BEFORE, after));
  expect(stops).toEqual([]);
  expect(changes.steps.size).toBe(3);
});

test("a step is drawn once, whatever has become of it", () => {
  const after = {
    ...BEFORE,
    nodes: [step("a", 0), step("b", 320, { kind: "stop" }), step("c", 640, { seconds: 2 })],
  };
  const { graph, changes } = drawnTogether(BEFORE, after, compare(BEFORE, after));
  expect(graph.nodes.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(Object.fromEntries(changes.steps)).toEqual({ b: "changed", c: "changed" });
});
