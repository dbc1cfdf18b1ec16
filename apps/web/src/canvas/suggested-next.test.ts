import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { choicesOf } from "./choices.ts";
import { suggestedNext } from "./suggested-next.ts";

const action = (key: string, kind: "getter" | "notifier" | "setter") =>
  ({ key, name: key, description: "", kind, effect: "read" }) as never;
const known = {
  actions: new Map([
    ["get", action("get", "getter")],
    ["mail", action("mail", "notifier")],
    ["chat", action("chat", "notifier")],
    ["block", action("block", "setter")],
  ]),
  triggers: new Map(),
  connectors: new Map(),
};
const choices = choicesOf(known);

const step = (id: string, key: string): DraftNode => ({ id, kind: "action", name: id, action: key });
const graph = (nodes: readonly DraftNode[], ...edges: readonly [string, string][]): DraftGraph => ({
  schema: 1,
  nodes,
  edges: edges.map(([from, to]) => ({ from, port: "default", to })),
});

function suggested(drawn: DraftGraph, from: string, port = "default", recent: readonly string[] = []) {
  const place = { from: { node: from, port } };
  return suggestedNext({ graph: drawn, place, choices, recent, known }).map(({ key }) => key);
}

test("what follows such a step elsewhere in the playbook comes first", () => {
  const nodes = [step("a", "get"), step("b", "block"), step("c", "get")];
  expect(suggested(graph(nodes, ["a", "b"]), "c")[0]).toBe("action:block");
  expect(suggested(graph(nodes), "c")[0]).toBe("logic:condition");
});

test("after what went wrong somebody is told, by what was used last", () => {
  const drawn = graph([step("a", "block")]);
  expect(suggested(drawn, "a", "on_failure")).toEqual([
    "action:mail",
    "logic:fail",
    "logic:set",
    "action:block",
  ]);
  expect(suggested(drawn, "a", "on_failure", ["action:chat"])[0]).toBe("action:chat");
});

test("nothing is suggested where nothing comes before", () => {
  expect(suggestedNext({ graph: graph([]), place: {}, choices, recent: [], known })).toEqual([]);
});
