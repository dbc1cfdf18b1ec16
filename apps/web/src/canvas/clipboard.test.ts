import { applyOperations, emptyGraph } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { pasteText } from "./clipboard.ts";

const step = (id: string, more: object = {}) => ({ id, kind: "wait", name: id, seconds: 1, ...more });

function paste(graph: DraftGraph, nodes: readonly object[]) {
  const pasted = pasteText(graph, JSON.stringify({ riposte: "steps", nodes, edges: [] }), null);
  if (pasted === null) throw new Error("There was nothing to paste.");
  return { ...pasted, graph: applyOperations(graph, pasted.operations) };
}

test("what is pasted again and again, or without places, lies nowhere exactly on another", () => {
  let graph = emptyGraph();
  const nodes = [
    step("a", { position: { x: 0, y: 0 } }),
    step("b", { position: { x: 336, y: 0 } }),
    step("c"),
  ];
  for (let times = 0; times < 3; times++) graph = paste(graph, nodes).graph;
  const places = new Set(graph.nodes.map(({ position }) => `${position?.x} ${position?.y}`));
  expect(places.size).toBe(9);
});

test("a title that no playbook may have is refused with its reason", () => {
  const { graph, refused } = paste(emptyGraph(), [step("a", { label: "x".repeat(5_000) }), step("b")]);
  expect(graph.nodes.map(({ name }) => name)).toEqual(["b"]);
  expect(refused).toEqual([expect.stringMatching(/^Step 1 cannot be pasted: its title is longer than 200/)]);
});

test("a pasted title stays as it is where it is free, else it is numbered within what a title may have", () => {
  const long = "x".repeat(200);
  const nodes = [step("a", { label: long }), step("b", { label: "Case 7" }), step("c")];
  const once = paste(emptyGraph(), nodes).graph;
  expect(once.nodes.map((node) => node["label"])).toEqual([long, "Case 7", undefined]);
  const labels = paste(once, nodes)
    .graph.nodes.slice(3)
    .map((node) => node["label"]);
  expect(labels).toEqual([`${"x".repeat(198)} 2`, "Case 2", undefined]);
});

test("steps that stand in each other are pasted beside each other", () => {
  const loop = (id: string, parent: string) => step(id, { kind: "for_each", over: "", parent });
  const { graph } = paste(emptyGraph(), [
    loop("a", "b"),
    loop("b", "a"),
    loop("c", "c"),
    step("d", { parent: "c" }),
  ]);
  const [a, b, c, d] = graph.nodes;
  expect([a, b, c].map((node) => node?.["parent"])).toEqual([undefined, undefined, undefined]);
  expect(d?.["parent"]).toBe(c?.id);
  for (const { position } of graph.nodes) expect(Math.abs(position?.y ?? 0)).toBeLessThan(5_000);
});
