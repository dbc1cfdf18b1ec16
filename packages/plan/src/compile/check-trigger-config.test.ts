import { expect, test } from "vitest";
import type { TriggerEntry } from "../catalogue.ts";
import { compile } from "./compile.ts";
import { testCatalogue } from "./test-catalogue.ts";

const script = {
  hash: "h",
  entry: "module",
  command: "tick",
  memoryMb: 64,
  name: "talk.tick",
  python: "3.12",
} as const;
const ticks: TriggerEntry = {
  key: "module.talk.tick",
  name: "Talk: Tick",
  description: "",
  config: {
    type: "object",
    properties: {
      arguments: { type: "object", properties: { word: { type: "string" } }, required: ["word"] },
      dedupe: { type: "string" },
    },
    required: ["arguments"],
  },
  event: { type: "object", properties: { number: { type: "integer" } }, additionalProperties: false },
  source: { script, connector: "module.talk", connectorRequired: true },
};
const catalogue = {
  ...testCatalogue,
  triggers: new Map([[ticks.key, ticks]]),
  connectors: new Map([
    ["talk", "module.talk"],
    ["other", "webhook"],
    ["far", "module.talk"],
  ]),
  connectorGroups: new Map([["far", "dmz"]]),
};

function compiled(said: object, also: object = {}) {
  const trigger = { id: "t", kind: "trigger", name: "t", trigger: ticks.key, ...said };
  const graph = { nodes: [trigger, { id: "s", kind: "stop", name: "s" }], edges: [{ from: "t", to: "s" }] };
  return compile(graph, { name: "x", catalogue: { ...catalogue, ...also } });
}
const given = { connector: "talk", config: { arguments: { word: "{{ as it stands }}" } } };

test("a trigger of a module pins its script and its connector; what it is given is no template", () => {
  const { plan, diagnostics } = compiled(given);
  expect(diagnostics).toEqual([]);
  expect(plan?.trigger).toMatchObject({ type: ticks.key, script, connector: "talk", config: given.config });
});

test.each([
  [{ ...given, connector: undefined }, "connector_missing", "connector"],
  [{ ...given, connector: "other" }, "connector_type", "connector"],
  [{ ...given, connector: "far" }, "connector_type", "connector"],
  [{ ...given, config: {} }, "missing_argument", "config.arguments"],
  [
    { ...given, config: { ...given.config, dedupe: "{{ trigger.nubmer }}" } },
    "unknown_field",
    "config.dedupe",
  ],
])("what it lacks is told at its place: %j", (said, code, field) => {
  expect(compiled(said).diagnostics).toMatchObject([{ code, field, severity: "error" }]);
});

test("an interpreter that no runner has is a warning", () => {
  const { diagnostics } = compiled(given, { interpreters: new Set(["3.11"]) });
  expect(diagnostics).toMatchObject([{ code: "interpreter_missing", field: "trigger", severity: "warning" }]);
});
