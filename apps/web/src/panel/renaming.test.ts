import { applyOperations } from "@riposte/draft";
import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { caseRenaming, stepRenaming, variableRenaming } from "./renaming.ts";
import type { Renaming } from "./renaming.ts";

const host: DraftNode = { id: "h", kind: "action", name: "host", action: "x", arguments: {} };
const vars: DraftNode = {
  id: "s",
  kind: "set",
  name: "vars",
  assignments: [
    { name: "risk", value: 1 },
    { name: "owner", value: "me" },
  ],
};
const check: DraftNode = {
  id: "c",
  kind: "condition",
  name: "check",
  cases: [
    { name: "bad", when: "vars.risk > 1" },
    { name: "odd", when: "steps.host.title" },
  ],
};
const drawn: DraftGraph = {
  schema: 1,
  nodes: [host, vars, check, { id: "e", kind: "stop", name: "end", label: "The end" }],
  edges: [{ from: "c", port: "bad", to: "e" }],
};

const read = (graph: DraftGraph) =>
  ((graph.nodes[2]?.["cases"] ?? []) as { when: string }[]).map(({ when }) => when);

function after(graph: DraftGraph, renaming: Renaming): DraftGraph {
  return renaming.kind === "change" ? applyOperations(graph, renaming.operations) : graph;
}

test("a name that is typed as words becomes one that templates can write, with its readers", () => {
  const named = after(drawn, stepRenaming(drawn, "h", " Get Höst! "));
  expect(named.nodes[0]?.name).toBe("get_host");
  expect(read(named)[1]).toBe("steps.get_host.title");
});

test("a step's name that is taken, or none, changes nothing", () => {
  expect(stepRenaming(drawn, "h", "End")).toEqual({
    kind: "refused",
    why: 'The step "The end" is called end already.',
  });
  expect(stepRenaming(drawn, "h", " ! ").kind).toBe("refused");
  expect(stepRenaming(drawn, "h", "Host").kind).toBe("same");
});

test("who reads a variable follows through refused names and tidied ones", () => {
  let graph = drawn;
  let from = "risk";
  for (const typed of ["owner", "my risk!", "", "danger"]) {
    graph = after(graph, variableRenaming(graph, "s", { at: 0, from, typed }));
    from = ((graph.nodes[1]?.["assignments"] ?? []) as { name: string }[])[0]?.name ?? "";
  }
  expect(from).toBe("danger");
  expect(read(graph)[0]).toBe("vars.danger > 1");
});

test("a variable that is read does not become another step's; one that nobody reads may", () => {
  const other: DraftNode = { id: "o", kind: "set", name: "other", assignments: [{ name: "seen", value: 1 }] };
  const graph = { ...drawn, nodes: [...drawn.nodes, other] };
  expect(variableRenaming(graph, "s", { at: 0, from: "risk", typed: "seen" }).kind).toBe("refused");
  expect(variableRenaming(graph, "s", { at: 1, from: "owner", typed: "seen" }).kind).toBe("change");
});

test("what was typed for a row that somebody took away goes to none that stands in its place", () => {
  const why = "gone is not there any more.";
  for (const at of [0, 9]) {
    const change = { at, from: "gone", typed: "mine" };
    expect(variableRenaming(drawn, "s", change)).toEqual({ kind: "refused", why });
    expect(caseRenaming(drawn, "c", change)).toEqual({ kind: "refused", why });
  }
});

test("a case does not take another way's name, and its edge follows to one that is free", () => {
  for (const typed of ["else", "Odd", "on failure"])
    expect(caseRenaming(drawn, "c", { at: 0, from: "bad", typed }).kind).toBe("refused");
  const named = after(drawn, caseRenaming(drawn, "c", { at: 0, from: "bad", typed: "Very bad" }));
  expect(named.edges).toEqual([{ from: "c", port: "very_bad", to: "e" }]);
});
