import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { makeToFlow } from "./to-flow.ts";
import type { Surroundings } from "./to-flow.ts";

const around: Surroundings = {
  known: { actions: new Map(), triggers: new Map() },
  counts: new Map(),
  states: null,
};

function graphThatSays(content: string): DraftGraph {
  return {
    schema: 1,
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
      { id: "say", kind: "action", name: "say", action: "riposte.comment_alert", arguments: { content } },
      { id: "end", kind: "wait", name: "end", seconds: 1 },
    ],
    edges: EDGES,
  };
}

const EDGES: DraftGraph["edges"] = [
  { from: "hand", port: "default", to: "say" },
  { from: "say", port: "default", to: "end" },
];

test("while one types into a step the list of edges is the same", () => {
  const toFlow = makeToFlow();
  const before = toFlow(graphThatSays("a"), around);
  const after = toFlow(graphThatSays("ab"), around);
  expect(after.edges).toBe(before.edges);
  expect(after.nodes[1]).not.toBe(before.nodes[1]);
});

test("with nothing that shows changed, the list of cards is the same too", () => {
  const toFlow = makeToFlow();
  const graph = graphThatSays("a");
  expect(toFlow({ ...graph, nodes: [...graph.nodes] }, around).nodes).toBe(toFlow(graph, around).nodes);
});
