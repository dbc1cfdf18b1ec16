import { applyOperations, invert } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { renameStep, renameVariable } from "./rename-step.ts";
import { portsOf } from "../canvas/ports.ts";
import { operationsFor, renameCase } from "./write-step.ts";

const condition: DraftNode = {
  id: "c",
  kind: "condition",
  name: "check",
  cases: [
    { name: "hostile", when: "steps.judge.hostile" },
    { name: "odd", when: "true" },
  ],
};
const judge: DraftNode = {
  id: "j",
  kind: "action",
  name: "judge",
  action: "x",
  arguments: { text: "steps.judge" },
};
const mail: DraftNode = {
  id: "m",
  kind: "action",
  name: "mail",
  action: "x",
  arguments: {
    to: ["{{ steps.judge.to }}", "steps.judge"],
    body: { n: "{{ steps['judge'].n }} {{ steps.judges }}" },
  },
};
const graph: DraftGraph = {
  schema: 1,
  nodes: [judge, condition, mail],
  edges: [
    { from: "j", port: "default", to: "c" },
    { from: "c", port: "hostile", to: "m" },
    { from: "c", port: "else", to: "m" },
  ],
};

test("a field is one set", () => {
  expect(operationsFor(graph, judge, [{ field: ["arguments", "uuid"], value: "x" }])).toEqual([
    { op: "set", node: "j", field: ["arguments", "uuid"], value: "x" },
  ]);
});

test("the edges at a case go with it", () => {
  const after = applyOperations(graph, operationsFor(graph, condition, [{ field: ["cases", 0] }]));
  expect(after.edges.map(({ port }) => port)).toEqual(["default", "else"]);
});

test("an action that asks nobody any more loses what was connected to its answers", () => {
  const asks: DraftNode = {
    id: "j",
    kind: "action",
    name: "judge",
    action: "x",
    approval: { approvers: [] },
  };
  const drawn = {
    ...graph,
    nodes: [asks, condition, mail],
    edges: [...graph.edges, { from: "j", port: "rejected", to: "m" }],
  };
  const after = applyOperations(drawn, operationsFor(drawn, asks, [{ field: ["approval"] }]));
  expect(after.edges).toEqual(graph.edges);
});

test("a renamed case keeps what is connected to it", () => {
  const after = applyOperations(graph, renameCase(graph, condition, { at: 0, from: "hostile", to: "bad" }));
  expect(after.edges.map(({ port }) => port).toSorted()).toEqual(["bad", "default", "else"]);
});

test("what belongs to the way out for the rest stays there, when a case was called like it for a while", () => {
  const cases = [{ name: "else", when: "true" }];
  const same: DraftNode = { id: "c", kind: "condition", name: "check", cases };
  const drawn = { ...graph, nodes: [judge, same, mail], edges: [{ from: "c", port: "else", to: "m" }] };
  expect(portsOf(same).map(({ id }) => id)).toEqual(["else"]);
  const after = applyOperations(drawn, renameCase(drawn, same, { at: 0, from: "else", to: "hostile" }));
  expect(after.edges).toEqual(drawn.edges);
  expect(portsOf(after.nodes[1] ?? same).map(({ id }) => id)).toEqual(["hostile", "else"]);
});

test("templates and conditions read a renamed step by its new name, and nothing else changes", () => {
  const operations = renameStep(graph, judge, "assess");
  expect(operations.map((one) => (one.op === "set" ? one.field.join(".") : ""))).toEqual([
    "name",
    "cases.0.when",
    "arguments.to.0",
    "arguments.body.n",
  ]);
  const after = applyOperations(graph, operations);
  expect(after.nodes[2]).toMatchObject({
    arguments: {
      to: ["{{ steps.assess.to }}", "steps.judge"],
      body: { n: "{{ steps['assess'].n }} {{ steps.judges }}" },
    },
  });
});

test("a card that gets another way out covers nothing: what is below moves down in the same change", () => {
  const at = (id: string, x: number, y: number): DraftNode => ({
    id,
    kind: "wait",
    name: id,
    seconds: 1,
    position: { x, y },
  });
  const drawn: DraftGraph = {
    schema: 1,
    nodes: [
      at("grows", 0, 0),
      at("under", 40, 88),
      at("lower", 0, 192),
      at("far", 0, 600),
      at("beside", 336, 88),
    ],
    edges: [],
  };
  const grows = drawn.nodes[0] as DraftNode;
  const operations = operationsFor(drawn, grows, [{ field: ["onFailure"], value: "branch" }]);
  const after = applyOperations(drawn, operations);
  expect(after.nodes.map(({ position }) => position?.y)).toEqual([0, 160, 264, 600, 88]);
  expect(applyOperations(after, invert(operations, drawn)).nodes).toEqual(drawn.nodes);
});

test("what runs when cancelled is switched off: its connections go, and one undo brings them back", () => {
  const trigger: DraftNode = { id: "t", kind: "trigger", name: "t", trigger: "manual", onCancel: 600 };
  const drawn: DraftGraph = {
    schema: 1,
    nodes: [trigger, { id: "a", kind: "join", name: "a" }, { id: "b", kind: "join", name: "b" }],
    edges: [
      { from: "t", port: "default", to: "a" },
      { from: "t", port: "on_cancel", to: "b" },
    ],
  };
  const operations = operationsFor(drawn, trigger, [{ field: ["onCancel"] }]);
  const after = applyOperations(drawn, operations);
  expect(after.edges).toEqual([{ from: "t", port: "default", to: "a" }]);
  expect(applyOperations(after, invert(operations, drawn)).edges).toEqual(drawn.edges);
});

test("a variable that one step sets is read by its new name; one that several set is left to who draws", () => {
  const set = (id: string, ...names: readonly string[]): DraftNode => ({
    id,
    kind: "set",
    name: id,
    assignments: names.map((name) => ({ name, value: "{{ vars.score }}" })),
  });
  const reads: DraftNode = {
    id: "r",
    kind: "condition",
    name: "reads",
    cases: [{ name: "high", when: "vars.score > vars.scores and steps.vars.score" }],
  };
  const drawn: DraftGraph = { schema: 1, nodes: [set("one", "other", "score"), reads], edges: [] };
  const change = { at: 1, from: "score", to: "risk" };
  const [one] = drawn.nodes as [DraftNode];
  expect(applyOperations(drawn, renameVariable(drawn, one, change)).nodes).toMatchObject([
    {
      assignments: [
        { name: "other", value: "{{ vars.risk }}" },
        { name: "risk", value: "{{ vars.risk }}" },
      ],
    },
    { cases: [{ when: "vars.risk > vars.scores and steps.vars.score" }] },
  ]);
  const twice = { ...drawn, nodes: [...drawn.nodes, set("two", "score")] };
  expect(renameVariable(twice, one, change)).toHaveLength(1);
  expect(renameVariable(drawn, one, { ...change, to: "other" })).toHaveLength(1);
});
