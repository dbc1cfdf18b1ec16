import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { testCatalogue } from "./test-catalogue.ts";

test("a connector of a runner group is for scripts alone", () => {
  const graph = {
    nodes: [
      { id: "t", kind: "trigger", name: "t", trigger: "manual", config: {} },
      {
        id: "a",
        kind: "action",
        name: "a",
        action: "test.isolate",
        arguments: { host: "h" },
        connector: "our-edr",
      },
    ],
    edges: [{ from: "t", to: "a" }],
  };
  const told = (connectorGroups: ReadonlyMap<string, string>) =>
    compile(graph, { name: "test", catalogue: { ...testCatalogue, connectorGroups } }).diagnostics;
  expect(told(new Map())).toEqual([]);
  expect(told(new Map([["our-edr", "dmz"]]))).toMatchObject([
    {
      code: "connector_type",
      message: expect.stringMatching(
        /is for the runner group dmz, where only scripts of steps run; ".+" runs in Riposte itself/,
      ),
    },
  ]);
});
