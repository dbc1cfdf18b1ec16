import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { endOf } from "./end-of-run.ts";

test("a run ends where it came to, and not at what was skipped", () => {
  const at = (id: string, x: number) => ({ id, kind: "stop" as const, name: id, position: { x, y: 0 } });
  const graph: DraftGraph = { schema: 1, nodes: [at("b", 640), at("a", 0), at("c", 960)], edges: [] };
  expect(endOf(graph, { a: "done", b: "done", c: "skipped" })).toBe("b");
  expect(endOf(graph, { a: "notYet" })).toBeNull();
});
