import { applyOperations } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { groupAround, groupBoxes, groupSteps, shownGraph, withHeld } from "./groups.ts";

const step = (id: string, x: number, more: object = {}): DraftNode => ({
  id,
  kind: "set",
  name: id,
  position: { x, y: 0 },
  ...more,
});

const graph: DraftGraph = {
  schema: 1,
  nodes: [
    step("t", 0, { kind: "trigger" }),
    step("c", 336, { kind: "condition", cases: [{ name: "yes", when: "" }] }),
    step("a", 672),
    step("b", 1008),
    step("e", 1344),
    step("g", 0, { kind: "note", holds: ["a", "b", "gone"] }),
  ],
  edges: [
    { from: "t", port: "default", to: "c" },
    { from: "c", port: "yes", to: "a" },
    { from: "c", port: "else", to: "b" },
    { from: "a", port: "default", to: "b" },
    { from: "b", port: "default", to: "e" },
  ],
};

test("an open group is drawn around its steps, and is no card", () => {
  expect(shownGraph(graph, new Set()).nodes.map(({ id }) => id)).toEqual(["t", "c", "a", "b", "e"]);
  expect(shownGraph(graph, new Set()).edges).toEqual(graph.edges);
  expect(groupBoxes(graph).get("g")).toEqual({ x: 656, y: -40, width: 608, height: 120 });
  expect(groupAround(graph, "b")).toBe("g");
  expect(groupAround(graph, "e")).toBeNull();
});

test("a folded one is a card that what is outside is connected with, by its own ways out", () => {
  const { nodes, edges } = shownGraph(graph, new Set(["g"]));
  expect(nodes.map(({ id }) => id)).toEqual(["t", "c", "e", "g"]);
  expect(nodes.at(-1)).toMatchObject({ position: { x: 672, y: 0 }, note: "2 steps: a, b" });
  expect(edges).toEqual([
    { from: "t", port: "default", to: "c" },
    { from: "c", port: "yes", to: "g" },
    { from: "c", port: "else", to: "g" },
    { from: "g", port: "default", to: "e" },
  ]);
});

test("what a step of it does with it does with what it holds", () => {
  expect([...withHeld(graph, new Set(["g"]))]).toEqual(["g", "a", "b"]);
  expect([...withHeld(graph, new Set(["a"]))]).toEqual(["a"]);
});

test("a step is in one group only", () => {
  const grouped = groupSteps(graph, new Set(["b", "e"]));
  const after = applyOperations(graph, grouped?.operations ?? []);
  expect(groupAround(after, "b")).toBe(grouped?.id);
  expect(after.nodes.find(({ id }) => id === "g")).toMatchObject({ holds: ["a"] });
  expect(groupSteps(graph, new Set(["g"]))).toBeNull();
});

test("without groups nothing is made anew", () => {
  const plain = { ...graph, nodes: graph.nodes.slice(0, -1) };
  expect(shownGraph(plain, new Set())).toBe(plain);
});
