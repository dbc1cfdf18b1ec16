import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { testCatalogue } from "./test-catalogue.ts";

const event = {
  type: "object",
  properties: { host: { type: "string" } },
  required: ["host"],
  additionalProperties: false,
} as const;
const config = { type: "object", properties: { oneAtATime: {}, debounce: {} } } as const;
const hook = { key: "keyed", name: "Keyed", description: "", config, event };
const catalogue = { ...testCatalogue, triggers: new Map([["keyed", hook]]) };

function faultsOf(settings: object) {
  const trigger = { id: "t", kind: "trigger", name: "t", trigger: "keyed", config: settings };
  const stop = { id: "s", kind: "stop", name: "s" };
  const graph = { nodes: [trigger, stop], edges: [{ from: "t", to: "s" }] };
  const { diagnostics } = compile(graph, { name: "x", catalogue });
  return diagnostics.map(({ code, field, hint }) => ({ code, field, hint }));
}

test("a key that is made from the event is fine, and so is a fixed text", () => {
  expect(faultsOf({ oneAtATime: { key: "{{ trigger.host }}" }, debounce: { key: "all" } })).toEqual([]);
});

test("what is wrong with a key is told at its place", () => {
  expect(faultsOf({ debounce: { key: "{{ trigger.host" } })).toMatchObject([
    { code: "template_syntax", field: "config.debounce.key" },
  ]);
  expect(faultsOf({ oneAtATime: { key: "{{ trigger.hots }}" } })).toMatchObject([
    { code: "unknown_field", field: "config.oneAtATime.key", hint: expect.stringContaining("host") },
  ]);
  expect(faultsOf({ oneAtATime: { key: "{{ steps.s.x }}" } })).toMatchObject([
    { code: "unknown_name", field: "config.oneAtATime.key" },
  ]);
  expect(faultsOf({ debounce: { key: "{{ trigger.host | nope }}" } })).toMatchObject([
    { code: "unknown_filter", field: "config.debounce.key" },
  ]);
});
