import { expect, test } from "vitest";
import type { RunOutline, StepOutline } from "./run-data.ts";
import { isFailed, linesOf, portsByNode, shownState, statesByNode } from "./step-lines.ts";

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
  const run = { over: false, startedAt: "2026" };
  expect(statesByNode({ run, steps, graph })).toMatchObject({ t: "done", a: "failed", b: "notYet" });
  expect(linesOf({ steps, graph }).filter(isFailed)).toHaveLength(1);
});

test("what a run that is over never came to was not reached, in the list as in the graph", () => {
  const run = { over: true, startedAt: "2026" };
  const steps = [step("a", "cancelled", "2026")];
  const states = { t: "done", a: "cancelled", b: "notReached", c: "notReached", d: "notReached" };
  expect(statesByNode({ run, steps, graph })).toEqual(states);
  const lines = linesOf({ steps, graph });
  expect(lines.map((line) => shownState(line, run))).toEqual(["cancelled", ...Array(3).fill("notReached")]);
});

test("the trigger of a run that was cancelled while it was queued was not reached either", () => {
  const run = { over: true, startedAt: null };
  expect(statesByNode({ run, steps: [], graph })["t"]).toBe("notReached");
  expect(statesByNode({ run: { ...run, over: false }, steps: [], graph })["t"]).toBe("notYet");
});

test("an unknown outcome is no failure", () => {
  const steps = [step("a", "unknown", "2026"), step("b", "failed", "2026")];
  expect(linesOf({ steps, graph }).filter(isFailed)).toHaveLength(1);
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
