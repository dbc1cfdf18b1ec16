import type { DraftNode } from "@riposte/draft";
import type { ActionEntry } from "@riposte/plan";
import { expect, test } from "vitest";
import { policiesOf } from "./policies.ts";

const BUILT_IN: ActionEntry = {
  key: "test.look_up",
  version: 1,
  name: "Look up",
  description: "",
  kind: "getter",
  effect: "read",
  idempotent: true,
  execution: "short",
  arguments: { type: "object" },
  result: null,
  connector: null,
  connectorRequired: false,
  script: null,
  timeoutMs: 5_000,
};
const SCRIPT: ActionEntry = {
  ...BUILT_IN,
  key: "script.judge",
  execution: "script",
  script: { hash: "", entry: "main", memoryMb: 512, name: "judge", limits: { diskMb: 10 } },
};

function limitsOf(entry: ActionEntry, more: object = {}) {
  const node = { id: "a", kind: "action", name: "a", ...more } as DraftNode;
  return policiesOf(node, { graph: { schema: 1, nodes: [node], edges: [] }, entry })
    .filter(({ within }) => within[0] === "limits")
    .map(({ spec }) => [spec.name, spec.fallback]);
}

test("a script's step can be given limits, beside which stand those of its action and the usual ones", () => {
  expect(limitsOf(SCRIPT)).toEqual([
    ["cpu", undefined],
    ["memory", 512],
    ["processes", 64],
    ["disk", 10],
    ["output", undefined],
  ]);
});

test("another step has none, but for those that are to be taken out again", () => {
  expect(limitsOf(BUILT_IN)).toEqual([]);
  expect(limitsOf(BUILT_IN, { limits: { cpu: 1 } })).toHaveLength(5);
});
