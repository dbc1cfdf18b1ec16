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
  return { step, scope, state, port, items: null } as StepOutline;
}

const loop = (scope: string, state: StepOutline["state"], items: number | null, step = "each") => ({
  ...record(step, scope, state),
  items,
});

const told = (steps: readonly StepOutline[], state: StepOutline["state"], of = "each") => {
  const progress = progressOf({ steps: [...steps], graph }).get(of);
  return progress === undefined ? null : progressWords(progress, state);
};

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
  expect(told([loop("", "running", 5), ...steps], "running")).toBe(
    "1 of 5 iterations done, 1 failed, 1 under way, 2 not begun",
  );
  const lost = record("tell", "each[3]", "unknown");
  expect(told([loop("", "cancelled", 5), ...steps, lost], "cancelled")).toBe(
    "1 of 5 iterations done, 1 failed, 1 with an unknown outcome, 1 under way, 1 not begun",
  );
  expect(told(steps, "running", "inner")).toBe("1 iteration done");
});

test("a for-each that was cancelled says how many it never came to, and calls none done that was cancelled", () => {
  const begun = Array.from({ length: 860 }, (_, at) => record("look", `each[${at}]`, "done", "default"));
  const stopped = [record("look", "each[858]", "cancelled"), record("look", "each[859]", "cancelled")];
  const steps = [loop("", "cancelled", 2_000), ...begun.slice(0, 858), ...stopped];
  expect(told(steps, "cancelled")).toBe("858 of 2,000 iterations done, 2 cancelled, 1,140 not begun");
});

test("an iteration of which every step was passed over is skipped, not done", () => {
  const steps = [
    loop("", "done", 2),
    record("look", "each[0]", "skipped"),
    record("tell", "each[0]", "skipped"),
    record("look", "each[1]", "done", "default"),
    record("tell", "each[1]", "skipped"),
  ];
  expect(told(steps, "done")).toBe("1 of 2 iterations done, 1 skipped");
});

test("of a loop within a loop the items of all its runs count, where they are known", () => {
  const inner = [
    record("poll", "each[0]/inner[0]", "done", "default"),
    record("poll", "each[1]/inner[0]", "running"),
  ];
  const runs = [loop("each[0]", "done", 1, "inner"), loop("each[1]", "running", 3, "inner")];
  expect(told([...runs, ...inner], "running", "inner")).toBe(
    "1 of 4 iterations done, 1 under way, 2 not begun",
  );
  const unknown = [loop("each[0]", "done", 1, "inner"), loop("each[1]", "running", null, "inner")];
  expect(told([...unknown, ...inner], "running", "inner")).toBe("1 iteration done, 1 under way");
});

test("a loop without an iteration says so; one that was taken over has done them all", () => {
  expect(told([loop("", "done", 0)], "done")).toBe("No iteration");
  expect(told([], "running")).toBe("No iteration yet");
  expect(told([loop("", "done", 3)], "done")).toBe("3 of 3 iterations done");
});
