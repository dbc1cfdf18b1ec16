import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { makeAroundStep } from "./around-step.ts";

const node = (id: string, fields: object = {}) => ({ id, kind: "wait", name: id, ...fields }) as DraftNode;
const [first, second] = [node("first"), node("second")];
const edges = [{ from: "first", port: "default", to: "second" }];
const graph: DraftGraph = { schema: 1, nodes: [first, second], edges };

test("what is typed into the step itself leaves what is around it the same", () => {
  const around = makeAroundStep("second");
  expect(around(graph)).toBe(graph);
  expect(around({ ...graph, nodes: [first, node("second", { note: "n" })] })).toBe(graph);
});

test.each<{ readonly what: string; readonly next: DraftGraph }>([
  { what: "another step", next: { ...graph, nodes: [node("first", { note: "n" }), second] } },
  { what: "a connection", next: { ...graph, edges: [] } },
  { what: "a step more", next: { ...graph, nodes: [first, second, node("third")] } },
  { what: "the loop it stands in", next: { ...graph, nodes: [first, node("second", { parent: "first" })] } },
])("$what is news", ({ next }) => {
  const around = makeAroundStep("second");
  around(graph);
  expect(around(next)).toBe(next);
});
