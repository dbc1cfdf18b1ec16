import { applyOperations } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { align, distribute } from "./align.ts";

const step = (id: string, x: number, y: number, more: object = {}): DraftNode => ({
  id,
  kind: "join",
  name: id,
  position: { x, y },
  ...more,
});

function graph(...nodes: readonly DraftNode[]): DraftGraph {
  return { schema: 1, nodes, edges: [] };
}

function places(before: DraftGraph, operations: ReturnType<typeof align>) {
  return Object.fromEntries(
    applyOperations(before, operations).nodes.map(({ id, position }) => [id, [position?.x, position?.y]]),
  );
}

const all = (drawn: DraftGraph) => new Set(drawn.nodes.map(({ id }) => id));

test("on one line at their left, and none upon another", () => {
  const drawn = graph(step("a", 0, 0), step("b", 320, 8), step("c", 80, 400));
  expect(places(drawn, align(drawn, all(drawn), "left"))).toEqual({ a: [0, 0], b: [0, 80], c: [0, 400] });
});

test("at their middle, whatever their height", () => {
  const tall = { kind: "condition", cases: [{ name: "yes", when: "" }] };
  const drawn = graph(step("a", 0, 0), step("b", 320, 0, tall));
  const height = 64 + 2 * 24 + 8;
  expect(places(drawn, align(drawn, all(drawn), "middle"))).toEqual({
    a: [0, Math.round((height / 2 - 32) / 8) * 8],
    b: [320, 0],
  });
});

test("with the same room between them, the outer ones where they are", () => {
  const drawn = graph(step("a", 0, 0), step("b", 248, 40), step("c", 960, 80));
  expect(places(drawn, distribute(drawn, all(drawn), "x"))).toEqual({
    a: [0, 0],
    b: [480, 40],
    c: [960, 80],
  });
});

test("a loop takes its body along, and what is chosen in it moves for nothing else", () => {
  const drawn = graph(
    step("a", 0, 0),
    step("loop", 400, 200, { kind: "for_each", over: "" }),
    step("inner", 736, 240, { parent: "loop" }),
  );
  expect(places(drawn, align(drawn, all(drawn), "top"))).toEqual({
    a: [0, 0],
    loop: [400, 0],
    inner: [736, 40],
  });
});

test("one step has nothing to stand in line with", () => {
  const drawn = graph(step("a", 0, 0), step("b", 0, 100));
  expect(align(drawn, new Set(["a"]), "left")).toEqual([]);
  expect(distribute(drawn, all(drawn), "y")).toEqual([]);
});
