import { expect, test } from "vitest";
import { groupActions } from "./action-kinds.ts";

const actions = [
  { key: "script.judge", name: "judge", description: "Judges an address", kind: "script" },
  { key: "riposte.search_alerts", name: "Search alerts", description: "", kind: "getter" },
  { key: "riposte.get_alert", name: "Get alert", description: "One alert", kind: "getter" },
] as const;

const told = (text: string, kind = "") =>
  groupActions(actions, { text, kind }).map((group) => [
    group.kind,
    ...group.actions.map(({ name }) => name),
  ]);

test("actions are grouped by kind and found by words in any order", () => {
  expect(told("")).toEqual([
    ["getter", "Get alert", "Search alerts"],
    ["script", "judge"],
  ]);
  expect(told("ALERT one")).toEqual([["getter", "Get alert"]]);
  expect(told("", "script")).toEqual([["script", "judge"]]);
  expect(told("nothing like it")).toEqual([]);
});
