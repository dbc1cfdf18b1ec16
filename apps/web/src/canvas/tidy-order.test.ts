import type { DraftEdge, DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { layOut } from "./layout/lay-out.ts";
import { drawingOf, TIDY_SIZES } from "./tidy.ts";

const CASES = ["a", "b", "c", "d", "e", "f", "else"];

/** A condition with a step for each case, and what else these lead to. */
function fan(links: readonly (readonly [string, string])[]): DraftGraph {
  const step = (id: string): DraftNode => ({ id, kind: "wait", name: id, seconds: 1 });
  const choose: DraftNode = {
    id: "choose",
    kind: "condition",
    name: "choose",
    cases: CASES.slice(0, -1).map((name) => ({ name, when: "true" })),
  };
  const others = new Set(links.flat().filter((id) => !CASES.includes(id)));
  const edge = (from: string, to: string): DraftEdge => ({ from, port: "default", to });
  return {
    schema: 1,
    nodes: [choose, ...CASES.map(step), ...[...others].map(step)],
    edges: [
      ...CASES.map((port) => ({ from: "choose", port, to: port })),
      ...links.map(([from, to]) => edge(from, to)),
    ],
  };
}

function fromTop(graph: DraftGraph): string[] {
  const places = layOut(drawingOf(graph, graph.nodes), TIDY_SIZES);
  return CASES.toSorted((one, other) => (places.get(one)?.y ?? 0) - (places.get(other)?.y ?? 0));
}

test("what follows a condition stands in the order of its cases, however the branches cross further on", () => {
  const crossed = CASES.map((name, at) => [name, `end_${CASES[CASES.length - 1 - at] ?? ""}`] as const);
  expect(fromTop(fan(crossed))).toEqual(CASES);
});

test("also where several lead to the same, and some lead past others", () => {
  const links = [
    ["c", "x"],
    ["f", "x"],
    ["d", "y"],
    ["e", "y"],
    ["a", "z"],
    ["else", "z"],
    ["b", "x"],
    ["x", "end"],
    ["z", "end"],
    ["c", "end"],
  ] as const;
  expect(fromTop(fan(links))).toEqual(CASES);
});

test("a case that leads past a column stands where its port says", () => {
  const links = [
    ["a", "c"],
    ["f", "b"],
    ["d", "x"],
    ["else", "x"],
    ["e", "x"],
  ] as const;
  const graph = fan(links);
  const places = layOut(drawingOf(graph, graph.nodes), TIDY_SIZES);
  const y = (id: string) => places.get(id)?.y ?? 0;
  expect(["a", "d", "e", "f", "else"].toSorted((one, other) => y(one) - y(other))).toEqual([
    "a",
    "d",
    "e",
    "f",
    "else",
  ]);
  expect(y("b")).toBeLessThan(y("c"));
});
