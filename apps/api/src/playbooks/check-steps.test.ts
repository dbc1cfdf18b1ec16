import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { checkSteps } from "./check-steps.ts";

const graphOf = (...nodes: readonly object[]) =>
  ({
    schema: 1,
    nodes: nodes.map((node) => ({ kind: "for_each", ...node })),
    edges: [],
  }) as unknown as DraftGraph;

test("a title that no file may hold, and a step that stands in itself, are refused where they are new", () => {
  const empty = graphOf();
  const long = graphOf({ id: "a", name: "a", label: "x".repeat(201) });
  expect(() => checkSteps(empty, long)).toThrow("longer than 200 letters");
  expect(() => checkSteps(long, graphOf({ ...long.nodes[0], name: "b" }))).not.toThrow();

  const circle = graphOf({ id: "a", name: "a", parent: "b" }, { id: "b", name: "b", parent: "a" });
  expect(() => checkSteps(empty, circle)).toThrow("would stand in itself");
  expect(() => checkSteps(empty, graphOf({ id: "a", name: "a", parent: "a" }))).toThrow("stand in itself");
  const inner = graphOf({ id: "a", name: "a" }, { id: "b", name: "b", parent: "a" });
  expect(() => checkSteps(empty, inner)).not.toThrow();
});
