import { expect, test } from "vitest";
import type { RunOutline, StepOutline } from "./run-data.ts";
import { isTrouble, linesOf, portsByNode, statesByNode } from "./step-lines.ts";

function step(
  id: string,
  state: StepOutline["state"],
  startedAt: string | null,
  more: object = {},
): StepOutline {
  return { step: id, scope: "", seq: 1, label: id, state, startedAt, port: null, ...more } as StepOutline;
}

const graph = {
  nodes: [
    { id: "t", kind: "trigger", name: "t" },
    { id: "a", kind: "join", name: "a" },
    { id: "b", kind: "join", name: "b", label: "The second" },
    { id: "c", kind: "join", name: "c" },
    { id: "d", kind: "join", name: "d", label: " " },
  ],
  edges: [],
} as unknown as RunOutline["graph"];

test("begun steps in their order, then what was not reached as it is drawn", () => {
  const steps = [
    step("c", "skipped", null),
    step("b", "running", "2026-01-02"),
    step("a", "done", "2026-01-01"),
  ];
  const lines = linesOf({ steps, graph });
  expect(lines.map(({ label, record }) => [label, record?.state ?? null])).toEqual([
    ["a", "done"],
    ["b", "running"],
    ["c", "skipped"],
    ["d", null],
  ]);
});

test("a node shows the most urgent of its turns", () => {
  const turns = ["done", "failed", "done"] as const;
  const steps = turns.map((state, turn) => step("a", state, "2026", { scope: String(turn) }));
  expect(statesByNode({ steps, graph })).toEqual({ t: "done", a: "failed" });
  expect(linesOf({ steps, graph }).filter(isTrouble)).toHaveLength(1);
});

test("ways out are those that were taken", () => {
  const steps = [
    step("a", "done", "1", { port: "hostile" }),
    step("b", "failed", "2"),
    step("c", "failed", "3", { port: "on_failure" }),
    step("d", "done", "4"),
  ];
  expect(portsByNode(steps)).toEqual({ a: "hostile", c: "on_failure", d: "default" });
});
