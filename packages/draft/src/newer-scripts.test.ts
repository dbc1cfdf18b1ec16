import { expect, test } from "vitest";
import type { DraftGraph } from "./draft-graph.ts";
import { newerScripts } from "./newer-scripts.ts";

const draft: DraftGraph = {
  schema: 1,
  nodes: [
    { id: "a", kind: "action", name: "judge", action: "script.judge", position: { x: 0, y: 0 } },
    { id: "b", kind: "action", name: "same", action: "script.same", position: { x: 0, y: 80 } },
    { id: "c", kind: "action", name: "lost", action: "script.lost", position: { x: 0, y: 160 } },
  ],
  edges: [],
};

test("a script that has changed since the publish is told, one that is not called any more is not", () => {
  const published = ["judge", "same", "lost", "left_out"].map((name) => ({
    action: `script.${name}`,
    version: 1,
  }));
  const versions = new Map([
    ["script.judge", 3],
    ["script.same", 1],
    ["script.left_out", 2],
  ]);
  expect(newerScripts(draft, published, (action) => versions.get(action))).toEqual([
    { script: "judge", runs: 1, newest: 3 },
  ]);
});
