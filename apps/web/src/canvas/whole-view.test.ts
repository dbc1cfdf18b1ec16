import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { endOf, wholeView } from "./whole-view.ts";

const size = { width: 800, height: 500 };
const row = (steps: number) => ({ x: 0, y: 0, width: steps * 336 - 96, height: 64 });

test("what can be read is shown whole, and so is what is too many to be read", () => {
  for (const steps of [4, 50]) {
    const { x, zoom } = wholeView(row(steps), steps, size);
    expect(x).toBeGreaterThan(0);
    expect(x + row(steps).width * zoom).toBeLessThan(size.width);
  }
});

test("of up to twenty steps the names stay readable, from the first on", () => {
  expect(wholeView(row(20), 20, size)).toEqual({ zoom: 0.36, x: 48, y: 238.48 });
});

test("a run ends where it came to, and not at what was skipped", () => {
  const at = (id: string, x: number) => ({ id, kind: "stop" as const, name: id, position: { x, y: 0 } });
  const graph: DraftGraph = { schema: 1, nodes: [at("b", 640), at("a", 0), at("c", 960)], edges: [] };
  expect(endOf(graph, { a: "done", b: "done", c: "skipped" })).toBe("b");
  expect(endOf(graph, { a: "notYet" })).toBeNull();
});
