import { expect, test } from "vitest";
import type { Catalogue } from "../catalogue.ts";
import type { JsonObject } from "../plan.ts";
import { compile } from "./compile.ts";
import { memberFinder } from "./find-members.ts";
import { testCatalogue } from "./test-catalogue.ts";

type Json = Record<string, unknown>;

const ALERT: JsonObject = {
  type: "object",
  properties: { short_id: { type: "string" }, hosts: { type: "array", items: { type: "string" } } },
  required: ["short_id", "hosts"],
  additionalProperties: false,
};
const EVENT: JsonObject = {
  type: "object",
  properties: {
    alerts: { type: "array", items: ALERT },
    owners: { type: "object", additionalProperties: ALERT },
    text: { type: "string" },
    count: { type: "integer" },
  },
  required: ["alerts", "owners", "text", "count"],
  additionalProperties: false,
};
const catalogue: Catalogue = {
  ...testCatalogue,
  triggers: new Map([
    ["typed", { key: "typed", name: "Typed", description: "", config: { type: "object" }, event: EVENT }],
  ]),
};

const each = (over: unknown, more: Json = {}): Json => ({ id: "each", kind: "for_each", over, ...more });
const set = (id: string, value: unknown, more: Json = {}): Json => ({
  id,
  kind: "set",
  assignments: [{ name: "v", value }],
  ...more,
});
const inside = (value: unknown) => set("s", value, { parent: "each" });

function graphOf(nodes: readonly Json[], edges: readonly string[]) {
  return {
    nodes: [
      { id: "t", kind: "trigger", name: "hook", trigger: "typed" },
      ...nodes.map((node) => ({ name: node["id"], ...node })),
    ],
    edges: edges.map((text) => {
      const [source = "", to = ""] = text.split(" ");
      const [from = "", port = "default"] = source.split(":");
      return { from, port, to };
    }),
  };
}

function said(nodes: readonly Json[], edges: readonly string[]): string[] {
  return compile(graphOf(nodes, edges), { name: "test", catalogue }).diagnostics.map(
    ({ severity, code, message, hint = "" }) => `${severity} ${code}: ${message} ${hint}`.trim(),
  );
}

const LOOP = ["t each", "each:each s"];

test.each([
  ["{{ trigger.alerts }}", "{{ item.short_id | upper }}{{ item.hosts[0] }}"],
  ["{{ trigger.alerts | selectattr('short_id') | list }}", "{{ item.short_id | upper }}"],
  ["{{ trigger.owners }}", "{{ item.key | upper }}{{ item.value.hosts | join }}"],
  ["{{ trigger.text }}", "{{ item | upper }}"],
  [["a", "b"], "{{ item ~ loop.index0 }}{{ item == 'a' }}"],
  ["{{ range(3) | list }}", "{{ item + loop.length }}{{ 'x' if loop.last or loop.first }}"],
  ["{{ run.unknown_to_us }}", "{{ item.anything }}"],
])("item of %j: nothing is said of %s", (over, text) => {
  const found = said([each(over), inside(text)], LOOP);
  expect(found.filter((one) => !one.includes("unknown_to_us"))).toEqual([]);
});

test.each([
  [
    "{{ trigger.alerts }}",
    "{{ item.shortid }}",
    'error unknown_field: There is no field "shortid" here. Did you mean "short_id"?',
  ],
  [
    "{{ trigger.alerts }}",
    "{{ loop.item.shortid }}",
    'error unknown_field: There is no field "shortid" here. Did you mean "short_id"?',
  ],
  [
    "{{ trigger.owners }}",
    "{{ item.short_id }}",
    'error unknown_field: There is no field "short_id" here. It has: key, value.',
  ],
  [
    "{{ trigger.owners }}",
    "{{ item.value.shortid }}",
    'error unknown_field: There is no field "shortid" here. Did you mean "short_id"?',
  ],
  [
    "{{ trigger.text }}",
    "{{ item + 1 }}",
    "error wrong_type: This can never be worked out: a text + a whole number. Put texts together with ~, or turn a text into a number with | int.",
  ],
  [
    "{{ trigger.alerts }}",
    "{{ loop.index | length }}",
    'error wrong_type: The filter "length" cannot work here: a whole number has no length.',
  ],
  [
    "{{ trigger.alerts }}",
    "{{ loop.idx }}",
    'error unknown_name: "loop" has no field "idx" here. It has: index, index0, first, last, length, item.',
  ],
  [5, "{{ item }}", "error not_a_list: A loop needs a list, an object or a text to go over."],
  [
    "{{ trigger.count }}",
    "{{ item }}",
    "error not_a_list: A loop needs a list, an object or a text; this is a whole number.",
  ],
])("over %s, %s: %s", (over, text, message) => {
  expect(said([each(over), inside(text)], LOOP)).toEqual([message]);
});

test("in loops within loops item is the inner one's, the outer one is loop.parent.item", () => {
  const nested = (text: string) =>
    said(
      [
        { id: "outer", kind: "for_each", over: "{{ trigger.alerts }}" },
        each("{{ item.hosts }}", { parent: "outer" }),
        inside(text),
      ],
      ["t outer", "outer:each each", "each:each s"],
    );
  expect(
    nested("{{ item | upper }}{{ loop.parent.item.short_id | upper }}{{ loop.parent.index + 1 }}"),
  ).toEqual([]);
  expect(nested("{{ loop.parent.item.shortid }}")).toEqual([
    'error unknown_field: There is no field "shortid" here. Did you mean "short_id"?',
  ]);
  expect(nested("{{ item + 1 }}")).toHaveLength(1);
});

test.each([
  ["stop", "{{ steps.each.results[0].id | upper }}", []],
  ["skip", "{{ (steps.each.results | first).id | upper }}{{ steps.each.failed[0].error.code }}", []],
  ["collect", "{{ steps.each.results[0].id }}", []],
  [
    "stop",
    "{{ steps.each.results[0].idd }}",
    ['error unknown_field: There is no field "idd" here. Did you mean "id"?'],
  ],
  [
    "collect",
    "{{ (steps.each.results | first).idd }}",
    ['error unknown_field: There is no field "idd" here. Did you mean "id"?'],
  ],
  [
    "stop",
    "{{ steps.each.count + 'x' }}",
    [
      "error wrong_type: This can never be worked out: a whole number + a text. Put texts together with ~, or turn a text into a number with | int.",
    ],
  ],
])("what a loop gives, on an item's failure %s: %s", (onItemFailure, text, expected) => {
  const collect = { id: "{{ item.short_id }}", at: "{{ loop.index }}" };
  const nodes = [each("{{ trigger.alerts }}", { collect, onItemFailure }), inside(1), set("after", text)];
  expect(said(nodes, [...LOOP, "each after"])).toEqual(expected);
});

test("a while's previous is what its iterations collect, or nothing", () => {
  const loop = (text: string) =>
    said(
      [
        { id: "each", kind: "while", condition: "loop.first", collect: { left: "{{ loop.index }}" } },
        inside(text),
      ],
      LOOP,
    );
  expect(loop("{{ loop.previous.left }}")).toEqual([]);
  expect(loop("{{ loop.previous.lft }}")).toEqual([
    'error unknown_field: There is no field "lft" here. Did you mean "left"?',
  ]);
});

test("a variable that is appended to is a list of what is set and what is appended", () => {
  const found = (text: string) =>
    said(
      [
        set("first", []),
        each("{{ trigger.alerts }}"),
        {
          ...inside(0),
          assignments: [{ name: "v", operation: "append", value: { id: "{{ item.short_id }}" } }],
        },
        { id: "after", kind: "set", assignments: [{ name: "w", value: text }] },
      ],
      ["t first", "first each", "each:each s", "each after"],
    );
  expect(found("{{ vars.v[0].id | upper }}{{ vars.v | map(attribute='id') | join }}")).toEqual([]);
  expect(found("{{ vars.v[0].idd }}")).toEqual([
    'error unknown_field: There is no field "idd" here. Did you mean "id"?',
  ]);
  expect(found("{{ vars.v + 1 }}")).toHaveLength(1);
});

test("who writes a template in a body is offered the fields of the item, however it was found", () => {
  const { nodes, edges } = graphOf(
    [each("{{ trigger.alerts | sort(attribute='short_id') }}"), inside(1)],
    LOOP,
  );
  const names = (expression: string, blocks: readonly string[]) =>
    memberFinder({ nodes, edges }, catalogue, blocks)(expression, new Map()).map(({ name }) => name);
  expect(names("item", ["each"])).toEqual(["short_id", "hosts"]);
  expect(names("loop.item", ["each"])).toEqual(["short_id", "hosts"]);
  expect(names("loop", ["each"])).toEqual(["index", "index0", "first", "last", "length", "item"]);
  expect(names("item", [])).toEqual([]);
});
