import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { textHits } from "./text-hits.ts";

const GRAPH: DraftGraph = {
  schema: 1,
  nodes: [
    {
      id: "block",
      kind: "action",
      name: "block",
      label: "Block it",
      action: "edr.block_host",
      arguments: { host: "{{ trigger.Host }}" },
    },
    {
      id: "c",
      kind: "condition",
      name: "check",
      cases: [{ name: "yes", when: `${"x".repeat(80)} host\nlost ${"y".repeat(80)}` }],
    },
  ],
  edges: [],
};

test("fields that hold the text are told with their step and what stands around it", () => {
  expect(textHits(GRAPH, "HOST")).toEqual([
    { node: "block", name: "block", title: "Block it", field: "action", excerpt: "edr.block_host" },
    {
      node: "block",
      name: "block",
      title: "Block it",
      field: "arguments.host",
      excerpt: "{{ trigger.Host }}",
    },
    {
      node: "c",
      name: "check",
      title: "check",
      field: "cases.0.when",
      excerpt: `…${"x".repeat(39)} host lost ${"y".repeat(34)}…`,
    },
  ]);
});

test("what nobody writes is not looked through", () => {
  expect(textHits(GRAPH, "condition")).toEqual([]);
});

test("what a step keeps of a file for its export is written by nobody here", () => {
  const node = { id: "s", kind: "stop", name: "end", foreign: { cacao: { name: "zeppelin" } } } as const;
  expect(textHits({ schema: 1, nodes: [node], edges: [] }, "zeppelin")).toEqual([]);
});
