import type { DraftGraph } from "@riposte/draft";
import type { Catalogue } from "@riposte/plan";
import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { previewContext } from "../preview/preview-context.ts";
import { completeAt } from "../template/complete.ts";
import { findData, NO_SAMPLE, scopeOf } from "./scope.ts";

const graph: DraftGraph = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", trigger: "webhook" },
    { id: "outer", kind: "for_each", name: "outer", over: "{{ trigger.groups }}" },
    { id: "inner", kind: "for_each", name: "inner", parent: "outer", over: "{{ item.hosts }}" },
    { id: "look", kind: "action", name: "look", action: "test.get", parent: "inner" },
    { id: "use", kind: "action", name: "use", action: "test.get", parent: "inner" },
    { id: "after", kind: "action", name: "after", action: "test.get" },
  ],
  edges: [
    { from: "t", port: "default", to: "outer" },
    { from: "outer", port: "each", to: "inner" },
    { from: "inner", port: "each", to: "look" },
    { from: "look", port: "default", to: "use" },
    { from: "outer", port: "default", to: "after" },
  ],
};
const catalogue: Catalogue = { actions: new Map(), triggers: new Map(), connectors: new Map() };
const around = {
  graph,
  catalogue,
  playbook: { id: "p", name: "Loops", publishedVersion: 1 },
  sample: {
    run: { id: "r", at: "2026-01-01T00:00:00.000Z", version: 1 },
    event: fromPlain({ groups: [{ team: "blue", hosts: [{ address: "10.0.0.1" }] }] }),
    outputs: new Map(),
  },
};

test("in a body, item is the innermost loop's, and the loop around is loop.parent", () => {
  const scope = scopeOf("use", around);
  expect(findData(["item", "address"], scope)?.value).toBe("10.0.0.1");
  expect(findData(["loop", "item", "address"], scope)?.path).toBe("loop.item.address");
  expect(findData(["loop", "parent", "item", "team"], scope)?.value).toBe("blue");
  const offered = completeAt({ text: "{{ item.", cursor: 8, mode: "template" }, scope);
  expect(offered?.suggestions.map(({ label }) => label)).toEqual(["address"]);
});

test("the preview of a template in a body takes the first item", () => {
  const text = "{{ item.address }} {{ loop.index }}";
  const found = previewContext(text, "template", scopeOf("use", around));
  expect(found?.madeUp).toEqual([]);
  expect(found?.context.get("item")).toEqual(new Map([["address", "10.0.0.1"]]));
});

test("a body reads its own steps, neither the loops around it, nor does anybody outside read into it", () => {
  const names = (id: string) => scopeOf(id, around).steps.map(({ key }) => key);
  expect(names("use")).toEqual(["look"]);
  expect(names("after")).toEqual(["outer"]);
  expect(scopeOf("after", around)).toMatchObject({ item: null, loop: null });
});

test("what a loop collects is read within it, what it goes over where it stands", () => {
  expect(scopeOf("inner", around, "body").steps.map(({ key }) => key)).toEqual(["look", "use"]);
  expect(findData(["item", "address"], scopeOf("inner", around, "body"))?.value).toBe("10.0.0.1");
  expect(findData(["item", "team"], scopeOf("inner", around))?.value).toBe("blue");
});

test("fields of an item that no run had, of a list that is worked out, are offered by its type", () => {
  const event = {
    type: "object",
    properties: {
      groups: { type: "array", items: { type: "object", properties: { team: { type: "string" } } } },
    },
  };
  const typed: Catalogue = {
    ...catalogue,
    triggers: new Map([
      ["webhook", { key: "webhook", name: "Webhook", description: "", config: { type: "object" }, event }],
    ]),
  };
  const over = "{{ trigger.groups | sort(attribute='team') }}";
  const nodes: DraftGraph["nodes"] = graph.nodes.map((node) =>
    node.id === "outer" ? Object.assign({}, node, { over }) : node,
  );
  const scope = scopeOf("inner", {
    ...around,
    graph: { ...graph, nodes },
    catalogue: typed,
    sample: NO_SAMPLE,
  });
  const offered = completeAt({ text: "{{ item.", cursor: 8, mode: "template" }, scope);
  expect(offered?.suggestions.map(({ label, detail }) => `${label}: ${detail}`)).toEqual(["team: text"]);
});
