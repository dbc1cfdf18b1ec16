import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

const playbook = (name: string, ...awaited: readonly string[]) => ({
  name,
  graph: { nodes: awaited.map((one) => ({ kind: "wait_event", source: `webhook:${one}` })) },
});

const namesOf = (...documents: Parameters<typeof inOrder>[0]) =>
  inOrder(documents).map(([, { name }]) => name);

test("by name, and after the playbooks whose webhook is waited for", () => {
  expect(namesOf(playbook("c"), playbook("b"), { name: "a" })).toEqual(["a", "b", "c"]);
  expect(namesOf(playbook("a", "c"), playbook("b", "a"), playbook("c"))).toEqual(["c", "a", "b"]);
  expect(namesOf(playbook("a", "elsewhere"), { name: "b", graph: "no graph" })).toEqual(["a", "b"]);
});

test("those that wait for each other, or for themselves, have an order all the same", () => {
  expect(namesOf(playbook("a", "b"), playbook("b", "a"), playbook("c", "c"))).toHaveLength(3);
});
