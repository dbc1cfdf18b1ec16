import { expect, test } from "vitest";
import { draftGraph } from "./draft-graph.ts";
import { pinPorts } from "./pins.ts";
import { topOf, upTo } from "./up-to.ts";

const step = (id: string, more: object = {}) => ({ id, kind: "action", name: id, ...more });
const drawn = draftGraph.parse({
  nodes: [
    { id: "t", kind: "trigger", name: "t", onCancel: 60 },
    step("a"),
    step("b"),
    step("aside"),
    { id: "each", kind: "for_each", name: "each" },
    step("in", { parent: "each" }),
    step("end"),
    step("undo"),
    step("lost"),
    { id: "n", kind: "note", name: "n" },
  ],
  edges: [
    { from: "t", to: "a" },
    { from: "a", to: "b" },
    { from: "t", to: "aside" },
    { from: "b", to: "each" },
    { from: "each", port: "each", to: "in" },
    { from: "each", to: "end" },
    { from: "t", port: "on_cancel", to: "undo" },
  ],
});

const part = (to: string) => {
  const graph = upTo(drawn, to);
  if (graph === null) return null;
  return {
    steps: graph.nodes.map(({ id }) => id),
    ways: graph.edges.map(({ from, to: target }) => `${from} ${target}`),
  };
};

test("what leads to a step, and nothing after or beside it", () => {
  expect(part("b")).toEqual({ steps: ["t", "a", "b"], ways: ["t a", "a b"] });
  expect(upTo(drawn, "b")?.nodes[0]).not.toHaveProperty("onCancel");
});

test("a loop comes with its body, at the end as on the way", () => {
  expect(part("each")).toEqual({
    steps: ["t", "a", "b", "each", "in"],
    ways: ["t a", "a b", "b each", "each in"],
  });
  expect(part("end")?.steps).toEqual(["t", "a", "b", "each", "in", "end"]);
  expect(topOf(drawn, "in")).toBe("each");
});

test("what the trigger does not lead to, or only for a cancelled run, is no part", () => {
  expect([part("lost"), part("undo")]).toEqual([null, null]);
});

test("what can be pinned leaves by one of its ways, the rest says why not", () => {
  const ports = (node: object) =>
    pinPorts(draftGraph.parse({ nodes: [node], edges: [] }).nodes[0] ?? never());
  expect(ports(step("a"))).toEqual(["default"]);
  expect(ports(step("a", { branches: ["safe", "bad"] }))).toEqual(["safe", "bad"]);
  expect(ports({ id: "w", kind: "wait_event", name: "w" })).toEqual(["default", "timed_out"]);
  expect(ports(step("in", { parent: "each" }))).toContain("in a loop");
  expect(ports({ id: "s", kind: "set", name: "s" })).toContain("beyond the playbook");
});

function never(): never {
  throw new Error("There is one.");
}
