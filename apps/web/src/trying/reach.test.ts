import { draftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { choiceWords, partTested, reachWords, stepsToRun } from "./reach.ts";

const graph = draftGraph.parse({
  nodes: [
    { id: "t", kind: "trigger", name: "t" },
    { id: "a", kind: "action", name: "a", label: "Get it" },
    { id: "each", kind: "for_each", name: "each", label: "Each host" },
    { id: "in", kind: "action", name: "in", label: "Isolate", parent: "each" },
    { id: "end", kind: "action", name: "end", label: "Tell" },
  ],
  edges: [
    { from: "t", to: "a" },
    { from: "a", to: "each" },
    { from: "each", port: "each", to: "in" },
    { from: "each", to: "end" },
  ],
});

const run = (reach: Parameters<typeof stepsToRun>[1], ...pinned: string[]) =>
  stepsToRun(graph, reach, new Set(pinned)).nodes.map(({ id }) => id);

test("what a test would run: not what is pinned, of a step within a loop the whole loop", () => {
  expect(run({ kind: "all" }, "a")).toEqual(["t", "each", "in", "end"]);
  expect(run({ kind: "up_to", step: "in" })).toEqual(["t", "a", "each", "in"]);
  expect(run({ kind: "one", step: "in" }, "a")).toEqual(["each", "in"]);
  expect(run({ kind: "one", step: "a" }, "a")).toEqual(["a"]);
});

test("a part is told by the step that runs", () => {
  expect(reachWords({ kind: "up_to", step: "in" }, graph)).toBe("up to Each host");
  expect(reachWords({ kind: "one", step: "a" }, graph)).toBe("Get it alone");
  expect(choiceWords({ kind: "up_to", step: "a" }, graph)).toBe("Up to Get it");
  const told = (reach: "all" | "up_to" | "one") => partTested({ tested: { reach, step: "a" }, graph });
  expect([told("up_to"), told("one"), told("all")]).toEqual([
    "Test up to Get it",
    "Test of Get it alone",
    null,
  ]);
  expect(partTested({ tested: null, graph })).toBeNull();
});

test("a name keeps the letter that it begins with", () => {
  const judge = draftGraph.parse({
    nodes: [{ id: "j", kind: "action", name: "judge_address" }],
    edges: [],
  });
  expect(choiceWords({ kind: "one", step: "j" }, judge)).toBe("judge_address alone");
  expect(choiceWords({ kind: "up_to", step: "j" }, judge)).toBe("Up to judge_address");
});
