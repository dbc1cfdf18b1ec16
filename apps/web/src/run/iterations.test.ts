import { expect, test } from "vitest";
import { byScope, progressOf, progressWords, scopeParts, scopeWords } from "./iterations.ts";
import type { RunOutline, StepOutline } from "./run-data.ts";

const node = (id: string, kind: string, more: object = {}) => ({ id, kind, name: id, ...more });
const graph = {
  schema: 1,
  nodes: [
    node("each", "for_each", { label: "For each host", over: [] }),
    node("look", "wait", { parent: "each" }),
    node("tell", "wait", { parent: "each" }),
    node("inner", "while", { parent: "each", condition: "true" }),
    node("poll", "wait", { parent: "inner" }),
  ],
  edges: [],
} as unknown as RunOutline["graph"];

function record(step: string, scope: string, state: StepOutline["state"], port: string | null = null) {
  return { step, scope, state, port } as StepOutline;
}

test("an iteration is called by its loops, counted from 1", () => {
  expect(scopeWords("each[3]", graph.nodes)).toBe("For each host 4");
  expect(scopeWords("each[1999]/inner[0]", graph.nodes)).toBe("For each host 2,000, inner 1");
});

test("the number of an iteration stands apart from its loop's name, which may be cut", () => {
  expect(scopeParts("each[1999]/inner[0]", graph.nodes)).toEqual([
    { loop: "For each host", number: "2,000" },
    { loop: "inner", number: "1" },
  ]);
  expect(scopeParts("", graph.nodes)).toEqual([]);
});

test("iterations stand in the order of their numbers", () => {
  const scopes = ["each[10]", "each[2]", "each[2]/inner[1]", "each[0]"].map((scope) => ({ scope }));
  expect(scopes.toSorted(byScope).map(({ scope }) => scope)).toEqual([
    "each[0]",
    "each[2]",
    "each[2]/inner[1]",
    "each[10]",
  ]);
});

test("a loop's progress counts iterations: failed by a step without a way on, open by one that is at work", () => {
  const steps = [
    record("look", "each[0]", "done", "default"),
    record("tell", "each[0]", "failed", "default"),
    record("look", "each[1]", "failed"),
    record("look", "each[2]", "done", "default"),
    record("tell", "each[2]", "running"),
    record("poll", "each[2]/inner[0]", "done", "default"),
  ];
  const progress = progressOf({ steps, graph });
  expect(progress.get("each")).toEqual({ begun: 3, failed: 1, done: 1 });
  expect(progress.get("inner")).toEqual({ begun: 1, failed: 0, done: 1 });
  expect(progressWords({ begun: 3, failed: 1, done: 1 }, "running")).toBe(
    "1 of 3 iterations done, 1 failed, 1 under way",
  );
  expect(progressWords({ begun: 0, failed: 0, done: 0 }, "done")).toBe("No iteration");
});
