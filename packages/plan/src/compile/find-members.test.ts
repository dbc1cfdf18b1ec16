import { expect, test } from "vitest";
import { memberFinder } from "./find-members.ts";
import { testCatalogue } from "./test-catalogue.ts";

const NODES = [
  { id: "t", kind: "trigger", name: "hook", trigger: "webhook" },
  { id: "g", kind: "action", name: "fetch", action: "test.get_typed", arguments: {} },
  { id: "j", kind: "action", name: "judge", action: "script.judge", arguments: { address: "x" } },
  {
    id: "s",
    kind: "set",
    name: "keep",
    assignments: [{ name: "all", value: "{{ [steps.fetch, steps.fetch] }}" }],
  },
  { id: "u", kind: "action", name: "Unfinished" },
];
const learnt = new Map([
  ["script.judge", { learnt: true, type: "object", properties: { score: { type: "integer" } } }],
]);

test("fields of what an expression gives, after filters, places and calls", () => {
  const find = memberFinder({ nodes: NODES, edges: [{ from: 1 }] }, { ...testCatalogue, learnt });
  const names = (expression: string, loops: readonly (readonly [string, string])[] = []) =>
    find(expression, new Map(loops)).map(({ name }) => name);
  expect(names("(vars.all | first)")).toEqual(["short_id", "status"]);
  expect(names("vars.all[7]")).toEqual(["short_id", "status"]);
  expect(names("(steps.fetch.get('status'))")).toEqual(["name"]);
  expect(names("one.status", [["one", "vars.all"]])).toEqual(["name"]);
  expect(names("one", [["one", "one"]])).toEqual([]);
  expect(names("steps.fetch.short_id")).toEqual([]);
  expect(names("steps.(")).toEqual([]);
  expect(find("steps.judge", new Map())).toEqual([{ name: "score", type: "number", isLearnt: true }]);
});
