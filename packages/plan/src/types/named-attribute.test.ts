import { expect, test } from "vitest";
import { compile } from "../compile/compile.ts";
import { testCatalogue } from "../compile/test-catalogue.ts";
import type { JsonObject } from "../plan.ts";

const HOST: JsonObject = {
  type: "object",
  properties: { ip: { type: "string" } },
  required: ["ip"],
  additionalProperties: false,
};
const HIT: JsonObject = {
  type: "object",
  properties: { name: { type: "string" }, score: { type: "number" }, source: HOST },
  required: ["name", "score", "source"],
  additionalProperties: false,
};

const EVENT: JsonObject = {
  type: "object",
  properties: { hits: { type: "array", items: HIT }, any: {} },
  required: ["hits", "any"],
  additionalProperties: false,
};
const trigger = { key: "typed", name: "Typed", description: "", config: { type: "object" }, event: EVENT };
const catalogue = { ...testCatalogue, triggers: new Map([["typed", trigger]]) };

function told(text: string): readonly string[] {
  const graph = {
    nodes: [
      { id: "t", kind: "trigger", name: "t", trigger: "typed" },
      { id: "s", kind: "set", name: "s", assignments: [{ name: "x", operation: "set", value: text }] },
    ],
    edges: [{ from: "t", to: "s" }],
  };
  const { diagnostics } = compile(graph, { name: "x", catalogue });
  return diagnostics.map(
    ({ code, severity, message, hint }) => `${severity} ${code}: ${message} ${hint ?? ""}`,
  );
}

test.each([
  ["{{ trigger.hits | map(attribute='nmae') | list }}", "nmae", "map"],
  ["{{ trigger.hits | map(attribute='source.pi') | list }}", "pi", "map"],
  ["{{ trigger.hits | selectattr('scor', 'gt', 50) | list }}", "scor", "selectattr"],
  ["{{ trigger.hits | rejectattr('scor') | list }}", "scor", "rejectattr"],
  ["{{ trigger.hits | groupby('nam') | list }}", "nam", "groupby"],
  ["{{ trigger.hits | sort(attribute='name,scor') }}", "scor", "sort"],
  ["{{ trigger.hits | sum('scor') }}", "scor", "sum"],
  ["{{ trigger.hits | max(attribute='scor') }}", "scor", "max"],
  ["{{ trigger.hits | join(', ', 'nam') }}", "nam", "join"],
])("a field that no item has is told: %s", (text, field, filter) => {
  expect(told(text)).toEqual([
    expect.stringContaining(
      `warning unknown_field: There is no field "${field}" in what "${filter}" looks through.`,
    ),
  ]);
  expect(told(text)[0]).toMatch(/Did you mean|It has: /);
});

test.each([
  "{{ trigger.hits | map(attribute='source.ip') | list }}",
  "{{ trigger.hits | map(attribute='nmae', default='-') | list }}",
  "{{ trigger.hits | map('upper') | list }}",
  "{{ trigger.hits | selectattr('nmae', 'defined') | list }}",
  "{{ trigger.any | map(attribute='nmae') | list }}{{ trigger.hits | map(attribute=trigger.any) | list }}",
  "{{ [[1, 2]] | map(attribute='0') | list }}{{ [1] | sum }}{{ ['b', 'a'] | sort }}",
])("nothing is said of %s", (text) => {
  expect(told(text)).toEqual([]);
});
