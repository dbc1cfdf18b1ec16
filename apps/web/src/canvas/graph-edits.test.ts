import type { DraftGraph, DraftNode } from "@riposte/draft";
import { applyOperations } from "@riposte/draft";
import type { JsonObject } from "@riposte/plan";
import { describe, expect, test } from "vitest";
import { addStep, placeAfterStep, placeAtEnd } from "./add-step.ts";
import type { Choice } from "./choices.ts";
import { choicesOf } from "./choices.ts";
import { copyText, pasteText } from "./clipboard.ts";
import { cardBox, overlap } from "./frames.ts";
import { refusal } from "./graph-questions.ts";
import { inBounds } from "./in-bounds.ts";
import { readingOrder, stepTowards } from "./reading-order.ts";
import { removeSteps } from "./remove-steps.ts";
import { renameReferences } from "./rename-references.ts";

const choices = choicesOf({ actions: new Map(), triggers: new Map(), connectors: new Map() });
const wait = choices.find(({ node }) => node === "wait") as Choice;

function step(id: string, kind: DraftNode["kind"], more: JsonObject = {}): DraftNode {
  return { id, kind, name: id, position: { x: 0, y: 0 }, ...more };
}

const graph: DraftGraph = {
  schema: 1,
  nodes: [
    step("start", "trigger", { trigger: "manual", config: {} }),
    step("first", "wait", { position: { x: 336, y: 0 }, seconds: 1 }),
    step("choose", "condition", {
      position: { x: 672, y: 0 },
      cases: [{ name: "bad", when: "steps.first.x" }],
    }),
    step("stop", "fail", { position: { x: 1008, y: 0 }, message: "{{ steps.first.x }}" }),
    step("after", "set", { position: { x: 1008, y: 200 }, assignments: [] }),
  ],
  edges: [
    { from: "start", port: "default", to: "first" },
    { from: "first", port: "default", to: "choose" },
    { from: "choose", port: "bad", to: "stop" },
    { from: "choose", port: "else", to: "after" },
  ],
};

function added(place: Parameters<typeof addStep>[2], to = graph) {
  const result = addStep(to, wait, place);
  if (typeof result === "string") throw new Error(result);
  return { ...result, graph: applyOperations(to, result.operations) };
}

describe("adding", () => {
  test("puts a step in between and moves what follows out of its way", () => {
    const { id, graph: after } = added({ from: { node: "start", port: "default" }, before: "first" });
    expect(after.edges).toContainEqual({ from: "start", port: "default", to: id });
    expect(after.edges).toContainEqual({ from: id, port: "default", to: "first" });
    expect(after.edges).not.toContainEqual({ from: "start", port: "default", to: "first" });
    expect(after.nodes.find((node) => node.id === "first")?.position?.x).toBe(672);
    expect(after.nodes.find((node) => node.id === "stop")?.position?.x).toBe(1344);
  });

  test("after a step it takes the open way out, else it goes in between", () => {
    const after = graph.nodes.find(({ id }) => id === "after") as DraftNode;
    const first = graph.nodes.find(({ id }) => id === "first") as DraftNode;
    expect(placeAfterStep(graph, after, "between")).toEqual({ from: { node: "after", port: "default" } });
    expect(placeAfterStep(graph, first, "between")).toMatchObject({ before: "choose" });
    expect(placeAfterStep(graph, first, "beside")).toEqual({ from: { node: "first", port: "default" } });
    expect(placeAtEnd(graph)).toEqual({ from: { node: "after", port: "default" } });
  });

  test("what ends the run does not cut off what comes next", () => {
    const fail = choices.find(({ node }) => node === "fail") as Choice;
    const result = addStep(graph, fail, { from: { node: "start", port: "default" }, before: "first" });
    if (typeof result === "string") throw new Error(result);
    const after = applyOperations(graph, result.operations);
    expect(after.edges).toEqual([...graph.edges, { from: "start", port: "default", to: result.id }]);
  });

  test("steps never land on each other", () => {
    let sum = graph;
    for (let at = 0; at < 5; at++) sum = added({ from: { node: "after", port: "default" } }, sum).graph;
    const places = sum.nodes.map(({ position }) => `${position?.x} ${position?.y}`);
    expect(new Set(places).size).toBe(places.length);
    expect(new Set(sum.nodes.map(({ name }) => name)).size).toBe(sum.nodes.length);
  });

  test("a step of a kind that is there already gets a title of its own, as it gets a name", () => {
    let grown = graph;
    for (let times = 0; times < 3; times++) {
      const added = addStep(grown, wait, {});
      if (typeof added === "string") throw new Error(added);
      grown = applyOperations(grown, added.operations);
    }
    const titles = grown.nodes.slice(-3).map((node) => node["label"]);
    expect(titles).toEqual([wait.name, `${wait.name} 2`, `${wait.name} 3`]);
    const copied = pasteText(
      grown,
      copyText(grown, new Set(grown.nodes.slice(-2).map(({ id }) => id))),
      null,
    );
    grown = applyOperations(grown, copied?.operations ?? []);
    expect(grown.nodes.slice(-2).map((node) => node["label"])).toEqual([`${wait.name} 4`, `${wait.name} 5`]);
  });

  test("a second trigger is refused with a reason", () => {
    const trigger = { ...wait, node: "trigger" } as Choice;
    expect(addStep(graph, trigger, {})).toMatch(/one trigger/);
  });
});

describe("removing", () => {
  test("heals around a plain step", () => {
    const after = applyOperations(graph, removeSteps(graph, new Set(["first"])));
    expect(after.edges).toContainEqual({ from: "start", port: "default", to: "choose" });
  });

  test("never leads around a condition: what it guarded would run unasked", () => {
    const after = applyOperations(graph, removeSteps(graph, new Set(["choose"])));
    expect(after.edges).toEqual([{ from: "start", port: "default", to: "first" }]);
  });
});

describe("connecting", () => {
  test.each([
    [{ from: "after", port: "default", to: "first" }, /circle/],
    [{ from: "after", port: "default", to: "start" }, /trigger/],
    [{ from: "after", port: "default", to: "after" }, /itself/],
    [{ from: "start", port: "default", to: "first" }, /already/],
    [{ from: "stop", port: "default", to: "after" }, /no way out/],
  ])("%o is refused", (edge, why) => {
    expect(refusal(graph, edge)).toMatch(why);
  });

  test("a second way on is fine", () => {
    expect(refusal(graph, { from: "start", port: "default", to: "after" })).toBeNull();
  });
});

describe("clipboard", () => {
  test("copies get ids and names of their own, and still speak of each other", () => {
    const text = copyText(graph, new Set(["first", "choose", "stop"]));
    const pasted = pasteText(graph, text, { x: 80, y: 400 });
    const after = applyOperations(graph, pasted?.operations ?? []);
    const [first, choose, stop] = after.nodes.slice(5);
    expect(first?.name).toBe("first_2");
    expect(first?.position).toEqual({ x: 80, y: 400 });
    expect(choose?.["cases"]).toEqual([{ name: "bad", when: "steps.first_2.x" }]);
    expect(stop?.["message"]).toBe("{{ steps.first_2.x }}");
    expect(after.edges).toHaveLength(6);
  });

  test("no card lands on another: not on those pasted with it, nor on those pasted before", () => {
    const nodes = ["a", "b", "c"].map((id) => step(id, "wait"));
    const bare = nodes.map(({ position: _position, ...node }) => node);
    let sum = graph;
    for (const at of [null, null, { x: 80, y: 400 }, { x: 80, y: 400 }])
      for (const given of [nodes, bare])
        sum = applyOperations(sum, pasteText(sum, JSON.stringify({ nodes: given }), at)?.operations ?? []);
    expect(sum.nodes).toHaveLength(graph.nodes.length + 24);
    const boxes = sum.nodes.map(cardBox);
    expect(boxes.filter((one, at) => boxes.slice(at + 1).some((other) => overlap(one, other)))).toEqual([]);
  });

  test("steps pasted near each other stay as they stand to each other", () => {
    const text = copyText(graph, new Set(["first", "choose"]));
    const [one, other] =
      pasteText(graph, text, null)?.operations.flatMap((each) =>
        each.op === "add_node" ? [each.node.position] : [],
      ) ?? [];
    expect([(other?.x ?? 0) - (one?.x ?? 0), (other?.y ?? 0) - (one?.y ?? 0)]).toEqual([336, 0]);
  });

  test("loops that stand in each other are pasted beside each other, where they are found", () => {
    const loop = (id: string, parent: string) => step(id, "for_each", { over: [], parent });
    const text = JSON.stringify({
      nodes: [loop("a", "b"), loop("b", "a"), loop("c", "c"), step("d", "wait")],
    });
    const { operations = [] } = pasteText(graph, text, null) ?? {};
    const fresh = applyOperations(graph, operations).nodes.slice(graph.nodes.length);
    expect(fresh.map((node) => node["parent"])).toEqual([undefined, undefined, undefined, undefined]);
    for (const { position } of fresh) expect(position?.y).toBeLessThan(2_000);
  });

  test("a step from beyond the bounds is refused, and the bound said", () => {
    const far = (x: number) => JSON.stringify({ nodes: [step("far", "wait", { position: { x, y: 0 } })] });
    expect(pasteText(graph, far(1e308), null)).toMatchObject({
      ids: [],
      refused: ['Step 1 cannot be pasted: "Position x" must be at most 1000000.'],
    });
    const { operations = [] } = pasteText(graph, far(1e6), null) ?? {};
    expect(inBounds(operations)).toMatchObject([{ op: "add_node", node: { position: { x: 1e6, y: 96 } } }]);
  });

  test("what cannot be pasted says why", () => {
    const text = copyText(graph, new Set(["start", "first"]));
    const pasted = pasteText(graph, text, null);
    expect(pasted?.ids).toHaveLength(1);
    expect(pasted?.refused).toEqual(['"start" is a trigger, and a playbook has only one.']);
    expect(pasteText(graph, "hello", null)).toBeNull();
    expect(pasteText(graph, '{"nodes":[{"id":"a b"}]}', null)?.refused[0]).toMatch(
      /^Step 1 cannot be pasted: "ID" must/,
    );
  });
});

test("references are renamed in templates and expressions only", () => {
  const renames = new Map([["a", "b"]]);
  expect(renameReferences("{{ steps.a.x + steps['a'].y + my.steps.a + steps.ab }}", renames)).toBe(
    "{{ steps.b.x + steps['b'].y + my.steps.a + steps.ab }}",
  );
  expect(renameReferences("about steps.a", renames)).toBe("about steps.a");
  const expressions = { runIf: "steps.a.x", condition: "steps.a.x", cases: [{ when: "steps.a.x" }] };
  expect(renameReferences(expressions, renames)).toEqual({
    runIf: "steps.b.x",
    condition: "steps.b.x",
    cases: [{ when: "steps.b.x" }],
  });
});

describe("by keyboard", () => {
  test("steps come in the order one would tell them", () => {
    expect(readingOrder(graph)).toEqual(["start", "first", "choose", "stop", "after"]);
  });

  test("arrows follow the flow, and go to what is near", () => {
    const order = readingOrder(graph);
    expect(stepTowards("ArrowRight", { graph, order, from: "choose" })).toBe("stop");
    expect(stepTowards("ArrowLeft", { graph, order, from: "choose" })).toBe("first");
    expect(stepTowards("ArrowDown", { graph, order, from: "stop" })).toBe("after");
    expect(stepTowards("ArrowUp", { graph, order, from: "start" })).toBeNull();
  });
});
