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

test.each([
  [
    "test.comment",
    undefined,
    "runner_group_in_vain",
    /runner group dmz only scripts run; "test.comment" runs in/,
  ],
  ["script.judge", new Set(["dmz2", "lab"]), "runner_group_unknown", /There is no runner group "dmz"/],
  ["script.judge", new Set<string>(), "runner_group_unknown", /There is no runner group "dmz"/],
  ["script.judge", new Set(["dmz"]), null, null],
  ["script.judge", undefined, null, null],
] as const)("a step of %s names a runner group, of %j: %s", (action, runnerGroups, code, message) => {
  const { plan, diagnostics } = compiled({ action, runnerGroup: "dmz" }, runnerGroups);
  if (code === null) {
    expect(diagnostics).toEqual([]);
    expect(plan?.steps[0]).toMatchObject({ runnerGroup: "dmz" });
  } else {
    expect(diagnostics).toMatchObject([
      { code, field: "runnerGroup", severity: "error", message: expect.stringMatching(message) },
    ]);
  }
});

test("what is not there is told with what is, and what was probably meant", () => {
  const hints = (groups: readonly string[]) =>
    compiled({ action: "script.judge", runnerGroup: "dmz" }, new Set(groups)).diagnostics.map(
      ({ hint }) => hint,
    );
  expect(hints(["dmz2", "lab"])).toEqual(['Did you mean "dmz2"? There are dmz2, lab.']);
  expect(hints(["lab"])).toEqual(["There is lab."]);
  expect(hints([])).toEqual(["There is none yet: an admin makes one with a token, under Runners."]);
});

test("a group that is not its connector's is an error that names both; a connector of none goes along", () => {
  const node = { action: "script.search", connector: "our-siem", runnerGroup: "dmz" };
  const groups = new Set(["dmz", "lab"]);
  const told = (group: string | null) =>
    compiled(node, groups, group === null ? new Map() : new Map([["our-siem", group]])).diagnostics;
  expect(told("lab")).toMatchObject([
    {
      code: "runner_group_differs",
      severity: "error",
      message: expect.stringMatching(/group dmz.*group lab/),
    },
  ]);
  expect(told("dmz")).toEqual([]);
  expect(told(null)).toEqual([]);
});

test("a step that names no group has none in its plan", () => {
  expect(compiled({ action: "script.judge" }, new Set(["dmz"])).plan?.steps[0]).not.toHaveProperty(
    "runnerGroup",
  );
});

function compiled(
  node: { readonly action: string; readonly [field: string]: string },
  runnerGroups?: ReadonlySet<string>,
  connectorGroups: ReadonlyMap<string, string> = new Map(),
) {
  const judge = testCatalogue.actions.get("script.judge");
  if (judge === undefined) throw new Error("There is no script to call.");
  const search = { ...judge, key: "script.search", connector: "siem", connectorRequired: true };
  const given = { uuid: "u", text: "t", address: "a" };
  const { required = [] } = (testCatalogue.actions.get(node.action) ?? judge).arguments as {
    readonly required?: readonly (keyof typeof given)[];
  };
  const graph = {
    nodes: [
      { id: "t", kind: "trigger", name: "t", trigger: "manual", config: {} },
      {
        id: "a",
        kind: "action",
        name: "a",
        arguments: Object.fromEntries(required.map((name) => [name, given[name]])),
        ...node,
      },
    ],
    edges: [{ from: "t", to: "a" }],
  };
  const catalogue = {
    ...testCatalogue,
    actions: new Map([...testCatalogue.actions, [search.key, search] as const]),
    connectors: new Map([...testCatalogue.connectors, ["our-siem", "siem"] as const]),
    connectorGroups,
    ...(runnerGroups === undefined ? {} : { runnerGroups }),
  };
  return compile(graph, { name: "test", catalogue });
}
