import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { makeToFlow } from "./to-flow.ts";

test("nothing that is shown of a hostile graph turns the canvas around", () => {
  const position = { x: 0, y: 0 };
  const graph: DraftGraph = {
    schema: 1,
    nodes: [
      {
        id: "c",
        kind: "condition",
        name: "che\u202Eck",
        cases: [{ name: "y\u200Bes", when: "true" }],
        position,
      },
      { id: "s", kind: "stop", name: "en\u00ADd", position },
    ],
    edges: [
      { from: "c", port: "y\u200Bes", to: "s" },
      { from: "c", port: "lo\u202Est", to: "s" },
    ],
  };
  const { nodes, edges } = makeToFlow()(graph, {
    known: { actions: new Map(), triggers: new Map() },
    counts: new Map(),
    states: null,
  });
  expect(nodes.map(({ data, ariaLabel }) => [data.title, ariaLabel])).toEqual([
    ["che‹U+202E›ck", "che‹U+202E›ck"],
    ["en‹U+00AD›d", "en‹U+00AD›d"],
  ]);
  expect(nodes[0]?.data.ports.map(({ label }) => label)).toEqual(["y‹U+200B›es", "else"]);
  expect(nodes[0]?.data.lost).toEqual([{ id: "lo\u202Est", label: "lo‹U+202E›st", tone: "bad" }]);
  expect(edges.map(({ data, ariaLabel }) => [data?.label, ariaLabel])).toEqual([
    ["y‹U+200B›es", "From che‹U+202E›ck to en‹U+00AD›d"],
    ["lo‹U+202E›st", "From che‹U+202E›ck to en‹U+00AD›d"],
  ]);
});
