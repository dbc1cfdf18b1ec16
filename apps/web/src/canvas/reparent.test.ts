import { applyOperations, edgeKey, invert } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import type { JsonObject } from "@riposte/plan";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addStep } from "./add-step.ts";
import { crosses, parentOf } from "./blocks.ts";
import type { Choice } from "./choices.ts";
import { choicesOf } from "./choices.ts";
import { copyText, pasteText } from "./clipboard.ts";
import { framesOf, overlap } from "./frames.ts";
import { refusal } from "./graph-questions.ts";
import { removeSteps } from "./remove-steps.ts";
import { dropSteps, intoLoop } from "./reparent.ts";

function step(id: string, kind: DraftNode["kind"], x: number, y: number, more: JsonObject = {}): DraftNode {
  return { id, kind, name: id, position: { x, y }, ...more };
}

const graph: DraftGraph = {
  schema: 1,
  nodes: [
    step("start", "trigger", 0, 0, { trigger: "manual", config: {} }),
    step("each", "for_each", 336, 0, { over: "{{ trigger.hosts }}" }),
    step("look", "wait", 672, 40, { seconds: 1, parent: "each" }),
    step("score", "wait", 1008, 40, { seconds: 1, parent: "each" }),
    step("after", "wait", 1368, 0, { seconds: 1 }),
    step("far", "wait", 1704, 0, { seconds: 1 }),
  ],
  edges: [
    { from: "start", port: "default", to: "each" },
    { from: "each", port: "each", to: "look" },
    { from: "look", port: "default", to: "score" },
    { from: "each", port: "default", to: "after" },
    { from: "after", port: "default", to: "far" },
  ],
};
const choices = choicesOf({ actions: new Map(), triggers: new Map(), connectors: new Map() });
const choice = (kind: string) => choices.find(({ node }) => node === kind) as Choice;
const nodeIn = (of: DraftGraph, id: string) => of.nodes.find((node) => node.id === id);

/** Nothing lies on a frame that is not in it, and no connection crosses a border. */
function faults(of: DraftGraph): string[] {
  const all = framesOf(of);
  const nodes = new Map(of.nodes.map((node) => [node.id, node]));
  const covered = of.nodes.flatMap((node) =>
    all
      .unitsIn(all.blockOf(node.id))
      .filter((other) => other.id !== node.id && all.frames.has(other.id))
      .filter((other) => overlap(all.unitOf(node), all.unitOf(other)))
      .map((other) => `${node.id} on ${other.id}`),
  );
  return [...covered, ...of.edges.filter((edge) => crosses(nodes, edge)).map(edgeKey)];
}

test("a step that is dragged out of its loop loses its parent, and the connections that would cross, in one undo", () => {
  const { operations, says } = dropSteps(graph, new Map([["score", { x: 1008, y: 600 }]]));
  const after = applyOperations(graph, operations);
  expect(parentOf(nodeIn(after, "score"))).toBeNull();
  expect(after.edges).not.toContainEqual({ from: "look", port: "default", to: "score" });
  expect(says).toBe(
    '"score" no longer stands in the loop. 1 connection that would cross the border of a loop was removed.',
  );
  expect(applyOperations(after, invert(operations, graph))).toEqual(graph);
});

test("half out of its frame it makes the frame grow, and what that would cover goes further", () => {
  const after = applyOperations(graph, dropSteps(graph, new Map([["score", { x: 1200, y: 40 }]])).operations);
  expect(parentOf(nodeIn(after, "score"))).toBe("each");
  expect(nodeIn(after, "after")?.position?.x).toBeGreaterThan(1200 + 240);
  expect(faults(after)).toEqual([]);
});

test("a step that is dragged into a loop stands in it; the first one is where iterations begin", () => {
  const bare = { ...graph, nodes: graph.nodes.filter(({ id }) => id !== "look" && id !== "score") };
  const empty = {
    ...bare,
    edges: graph.edges.filter(({ port, from }) => port !== "each" && from !== "look"),
  };
  const { operations, says } = dropSteps(empty, new Map([["far", { x: 680, y: 48 }]]));
  const after = applyOperations(empty, operations);
  expect(parentOf(nodeIn(after, "far"))).toBe("each");
  expect(after.edges).toContainEqual({ from: "each", port: "each", to: "far" });
  expect(says).toContain('now stands in "each"');
});

test("by keyboard a step goes into a loop and out again, without the mouse", () => {
  const inside = applyOperations(graph, intoLoop(graph, "far", "each").operations);
  expect(parentOf(nodeIn(inside, "far"))).toBe("each");
  expect(faults(inside)).toEqual([]);
  const outside = applyOperations(inside, intoLoop(inside, "far", null).operations);
  expect(parentOf(nodeIn(outside, "far"))).toBeNull();
  expect(faults(outside)).toEqual([]);
});

test("a dragged loop takes its body along", () => {
  const after = applyOperations(graph, dropSteps(graph, new Map([["each", { x: 336, y: 400 }]])).operations);
  expect(nodeIn(after, "look")?.position).toEqual({ x: 672, y: 440 });
  expect(parentOf(nodeIn(after, "score"))).toBe("each");
});

test("wherever steps are let go, no connection crosses a border, and undo brings everything back", () => {
  const place = fc.record({
    x: fc.integer({ min: -200, max: 2_000 }),
    y: fc.integer({ min: -400, max: 600 }),
  });
  const id = fc.constantFrom("each", "look", "score", "after", "far", "start");
  fc.assert(
    fc.property(fc.array(fc.tuple(id, place), { minLength: 1, maxLength: 6 }), (drops) => {
      let now = graph;
      for (const [dragged, to] of drops) {
        const { operations } = dropSteps(now, new Map([[dragged, to]]));
        const after = applyOperations(now, operations);
        expect(applyOperations(after, invert(operations, now))).toEqual(now);
        now = after;
        const nodes = new Map(now.nodes.map((node) => [node.id, node]));
        expect(now.edges.filter((edge) => crosses(nodes, edge))).toEqual([]);
        expect(parentOf(nodeIn(now, "start"))).toBeNull();
      }
    }),
  );
});

test("what is added after a step of a body, or at each, stands in the loop, and its frame has room", () => {
  for (const from of [
    { node: "score", port: "default" },
    { node: "each", port: "each" },
  ]) {
    const added = addStep(graph, choice("wait"), { from });
    if (typeof added === "string") throw new Error(added);
    const after = applyOperations(graph, added.operations);
    expect(parentOf(nodeIn(after, added.id))).toBe("each");
    expect(faults(after)).toEqual([]);
  }
  const then = addStep(graph, choice("wait"), { from: { node: "each", port: "default" } });
  expect(
    typeof then === "string" ? then : parentOf(nodeIn(applyOperations(graph, then.operations), then.id)),
  ).toBeNull();
});

test("a loop that is put in between has room for its frame, and leads on when it is done", () => {
  const added = addStep(graph, choice("for_each"), {
    from: { node: "after", port: "default" },
    before: "far",
  });
  if (typeof added === "string") throw new Error(added);
  const after = applyOperations(graph, added.operations);
  expect(after.edges).toContainEqual({ from: added.id, port: "default", to: "far" });
  expect(faults(after)).toEqual([]);
});

test("a loop is deleted with its body, and what led to it leads on", () => {
  const after = applyOperations(graph, removeSteps(graph, new Set(["each"])));
  expect(after.nodes.map(({ id }) => id)).toEqual(["start", "after", "far"]);
  expect(after.edges).toContainEqual({ from: "start", port: "default", to: "after" });
});

test("a copy of a loop has its body in it", () => {
  const pasted = pasteText(graph, copyText(graph, new Set(["each"])), null);
  const after = applyOperations(graph, pasted?.operations ?? []);
  const [loop, ...body] = (pasted?.ids ?? []).map((id) => nodeIn(after, id));
  expect(body.map(parentOf)).toEqual([loop?.id, loop?.id]);
  expect(after.edges).toContainEqual({ from: loop?.id, port: "each", to: body[0]?.id });
  expect(faults(after)).toEqual([]);
  const one = pasteText(graph, copyText(graph, new Set(["look"])), null);
  expect(parentOf(nodeIn(applyOperations(graph, one?.operations ?? []), one?.ids[0] ?? ""))).toBe("each");
});

test("no connection is drawn over a border", () => {
  expect(refusal(graph, { from: "look", port: "default", to: "far" })).toMatch(/crosses the border/);
  expect(refusal(graph, { from: "each", port: "each", to: "far" })).toMatch(/drag it in first/);
  expect(refusal(graph, { from: "each", port: "each", to: "score" })).toBeNull();
});
