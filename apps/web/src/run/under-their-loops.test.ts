import { expect, test } from "vitest";
import { stepKey } from "./run-data.ts";
import { foldedLines, underTheirLoops } from "./under-their-loops.ts";

function ordered(...steps: readonly (readonly [step: string, scope?: string])[]) {
  const lines = steps.map(([step, scope = ""]) => ({ key: stepKey({ step, scope }), step, scope }));
  return underTheirLoops(lines).map(({ key }) => key);
}

test("a loop that was recorded again as it ended stands above its iterations", () => {
  const steps = [
    ["first"],
    ["look", "each[0]"],
    ["look", "each[1]"],
    ["each"],
    ["look", "each[2]"],
    ["last"],
  ] as const;
  expect(ordered(...steps)).toEqual([
    "first",
    "each",
    "look each[0]",
    "look each[1]",
    "look each[2]",
    "last",
  ]);
});

test("each iteration of an outer loop has its inner loop, with what is in that", () => {
  expect(
    ordered(
      ["poll", "each[1]/inner[0]"],
      ["beside"],
      ["poll", "each[0]/inner[0]"],
      ["inner", "each[0]"],
      ["inner", "each[1]"],
      ["each"],
    ),
  ).toEqual([
    "each",
    "inner each[1]",
    "poll each[1]/inner[0]",
    "inner each[0]",
    "poll each[0]/inner[0]",
    "beside",
  ]);
});

test("what is in a loop that has no line stands where it is", () => {
  expect(ordered(["a"], ["look", "each[0]"], ["b"])).toEqual(["a", "look each[0]", "b"]);
});

test("a folded loop hides what is in it, inner loops and all, and says how much that is", () => {
  const lines = [
    ["each", ""],
    ["inner", "each[0]"],
    ["poll", "each[0]/inner[0]"],
    ["last", ""],
  ].map(([step = "", scope = ""]) => ({ key: stepKey({ step, scope }), step, scope }));
  const shown = (...folded: string[]) => foldedLines(lines, new Set(folded)).shown.map(({ step }) => step);
  expect(shown("each")).toEqual(["each", "last"]);
  expect(shown(stepKey({ step: "inner", scope: "each[0]" }))).toEqual(["each", "inner", "last"]);
  expect(foldedLines(lines, new Set()).holds.get("each")).toBe(2);
});
