import type { DraftNode } from "@riposte/draft";
import type { ActionEntry, Catalogue } from "@riposte/plan";
import { expect, test } from "vitest";
import { groupChoices, groupHelp, isManned, placeWords } from "./runs-on.ts";

const BUILT_IN: ActionEntry = {
  key: "test.look_up",
  version: 1,
  name: "Look up",
  description: "",
  kind: "getter",
  effect: "read",
  idempotent: true,
  execution: "short",
  arguments: { type: "object" },
  result: null,
  connector: null,
  connectorRequired: false,
  script: null,
  timeoutMs: 5_000,
};
const ENTRIES: readonly ActionEntry[] = [BUILT_IN, { ...BUILT_IN, key: "script.judge", execution: "script" }];
const catalogueOf = (groups: readonly string[]): Catalogue => ({
  actions: new Map(ENTRIES.map((entry) => [entry.key, entry])),
  triggers: new Map(),
  connectors: new Map([
    ["siem", "siem"],
    ["far", "siem"],
  ]),
  connectorGroups: new Map([["far", "lab"]]),
  runnerGroups: new Set(groups),
});
const step = (action: string, more: object = {}): DraftNode => ({
  id: "a",
  kind: "action",
  name: "a",
  action,
  ...more,
});

test("a script's step can name the groups that there are; another's only lose the one that it names", () => {
  const catalogue = catalogueOf(["dmz", "lab"]);
  expect(groupChoices(step("script.judge"), catalogue)).toEqual(["dmz", "lab"]);
  expect(groupChoices(step("script.judge", { runnerGroup: "gone" }), catalogue)).toEqual([
    "gone",
    "dmz",
    "lab",
  ]);
  expect(groupChoices(step("script.judge"), catalogueOf([]))).toEqual([]);
  expect(groupChoices(step("test.look_up"), catalogue)).toEqual([]);
  expect(groupChoices(step("test.look_up", { runnerGroup: "dmz" }), catalogue)).toEqual(["dmz"]);
});

test("where it runs, and who gets the secrets of its connector", () => {
  const catalogue = catalogueOf(["dmz", "lab"]);
  const said = (more: object) => {
    const node = step("script.judge", more);
    return [placeWords(node, catalogue), groupHelp(node, catalogue)];
  };
  expect(said({})).toEqual(["Riposte itself", expect.stringContaining("waits until one has room")]);
  expect(said({ runnerGroup: "dmz", connector: "siem" })).toEqual([
    "Group dmz",
    "The runners of dmz get the secrets of siem with this step; those of other groups do not.",
  ]);
  expect(said({ connector: "far" })[0]).toBe("Group lab, as its connector says");
});

test("a group of which no runner is alive is told, once that is known", () => {
  const runner = { group: "dmz", isOwn: false, isAlive: true };
  expect(isManned("dmz", [runner])).toBe(true);
  expect(
    isManned("dmz", [
      { ...runner, isAlive: false },
      { ...runner, group: "lab" },
    ]),
  ).toBe(false);
  expect(isManned("dmz", undefined)).toBe(true);
});
