import { edgeKey } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { routesOf } from "./graph-routes.ts";

test.each([1e6, 1e12, 1e300])("ways between cards that stand %s apart are found as others are", (far) => {
  const at = (id: string, x: number, y: number, more = {}): DraftNode => ({
    id,
    kind: "wait",
    name: id,
    seconds: 1,
    position: { x, y },
    ...more,
  });
  const graph: DraftGraph = {
    schema: 1,
    nodes: [
      at("a", 0, 0),
      at("b", far, -far),
      at("c", -far, -far),
      at("loop", far, 400, { kind: "for_each" }),
      at("in", far, far, { parent: "loop" }),
      at("too", -far, 400, { parent: "loop" }),
    ],
    edges: [
      { from: "a", port: "default", to: "b" },
      { from: "b", port: "default", to: "c" },
      { from: "loop", port: "each", to: "in" },
      { from: "in", port: "default", to: "too" },
    ],
  };
  expect([...routesOf(graph).keys()].toSorted()).toEqual(graph.edges.map(edgeKey).toSorted());
});
