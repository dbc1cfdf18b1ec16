import { applyOperations } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { findText, placesIn } from "./find-text.ts";
import { replaceText } from "./replace-text.ts";

const graph: DraftGraph = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "start", trigger: "webhook", config: {} },
    {
      id: "g",
      kind: "action",
      name: "get_alert",
      label: "Get alert",
      action: "riposte.get_alert",
      arguments: {},
    },
    {
      id: "c",
      kind: "condition",
      name: "urgent",
      cases: [{ name: "alert", when: "steps.get_alert.urgency > 5" }],
    },
    {
      id: "s",
      kind: "set",
      name: "keep",
      assignments: [{ name: "alert", operation: "set", value: "{{ steps.get_alert.id }}" }],
    },
    { id: "e", kind: "respond", name: "answer", status: 200, body: { a: "{{ vars.alert }}" } },
  ],
  edges: [
    { from: "t", port: "default", to: "g" },
    { from: "g", port: "default", to: "c" },
    { from: "c", port: "alert", to: "s" },
    { from: "s", port: "default", to: "e" },
  ],
};

const query = { text: "alert", matchCase: false };

test("names, titles, templates and expressions, and no ids or choices out of a list", () => {
  expect(findText(graph, query).map(({ node, field }) => `${node} ${field.join(".")}`)).toEqual([
    "g name",
    "g label",
    "c cases.0.name",
    "c cases.0.when",
    "s assignments.0.name",
    "s assignments.0.value",
    "e body.a",
  ]);
  expect(findText(graph, { text: "Alert", matchCase: true })).toEqual([]);
  expect(placesIn("İi A.a aXa", { text: "a.A", matchCase: false })).toEqual([{ at: 3, length: 3 }]);
});

test("what a name is read by goes along with it, and it is one change", () => {
  const { operations, refused } = replaceText(graph, findText(graph, query), "case");
  expect(refused).toEqual([]);
  const after = applyOperations(graph, operations);
  expect(findText(after, query)).toEqual([]);
  expect(after.nodes.find(({ id }) => id === "g")).toMatchObject({ name: "get_case", label: "Get case" });
  expect(after.nodes.find(({ id }) => id === "e")).toMatchObject({ body: { a: "{{ vars.case }}" } });
  expect(after.edges).toContainEqual({ from: "c", port: "case", to: "s" });
});

test("one name alone still takes its readers along; one that is taken says so and stays", () => {
  const name = findText(graph, { text: "get_alert", matchCase: true }).filter(
    ({ field }) => field[0] === "name",
  );
  const after = applyOperations(graph, replaceText(graph, name, "look").operations);
  expect(after.nodes.find(({ id }) => id === "c")).toMatchObject({
    cases: [{ when: "steps.look.urgency > 5" }],
  });
  expect(replaceText(graph, name, "keep")).toMatchObject({
    operations: [],
    refused: ['Get alert: The step "keep" is called keep already.'],
  });
});

test("what a step keeps of a file for its export is neither found nor replaced", () => {
  const node = { id: "k", kind: "stop", name: "end", foreign: { cacao: { name: "zeppelin" } } } as const;
  const kept: DraftGraph = { schema: 1, nodes: [node], edges: [] };
  expect(findText(kept, { text: "zeppelin", matchCase: false })).toEqual([]);
});
