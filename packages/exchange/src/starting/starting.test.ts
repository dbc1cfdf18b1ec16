import { expect, test } from "vitest";
import { fixesOf, isHere } from "../fixes.ts";
import type { ReportEntry } from "../report.ts";
import { action, byKey, smallCatalogue } from "../testing/small-catalogue.ts";
import { needsOf } from "./needs.ts";
import { startFrom } from "./start-from.ts";
import type { Template } from "./start-from.ts";

const template: Template = {
  name: "Block an address",
  description: "",
  tags: [],
  scripts: [{ name: "judge", hash: "abc" }],
  graph: {
    nodes: [
      { id: "start", kind: "trigger", name: "start", trigger: "manual", config: {} },
      { id: "judge", kind: "action", name: "judge", action: "script.judge", arguments: {} },
      { id: "ask", kind: "approval", name: "ask", approvers: ["role:analyst"], message: "Go on?" },
      { id: "look", kind: "sub_playbook", name: "look", playbook: "Look it up", arguments: {} },
      {
        id: "post",
        kind: "action",
        name: "post",
        label: "Post it",
        action: "mattermost.post_message",
        arguments: { message: "{{ trigger.who }}" },
      },
      {
        id: "mail",
        kind: "action",
        name: "mail",
        label: "Tell the team",
        action: "riposte.send_email",
        arguments: { to: ["soc@example.com"], subject: "Look", text: "192.0.2.7 is at it" },
      },
      {
        id: "own",
        kind: "condition",
        name: "own",
        cases: [{ name: "scanner", when: "trigger.address in ['198.51.100.7']" }],
      },
    ],
    edges: [],
  },
};
const people = new Map([["chief@soc.test", "admin"]]);
const empty = smallCatalogue({ people: new Map([["reader@soc.test", "viewer"]]) });
const full = smallCatalogue({
  people,
  actions: new Map([...smallCatalogue().actions, ...byKey([action("script.judge", "Judge", [])])]),
  connectors: new Map([["team chat", "mattermost"]]),
  playbooks: new Map([
    [
      "pb_1",
      {
        id: "pb_1",
        name: "Look it up",
        description: "",
        state: "callable",
        inputs: null,
        gives: null,
        calls: [],
      },
    ],
  ]),
});

const started = (catalogue = empty) => startFrom(template, catalogue, ["Look it up"]);
const ofStep = (step: string): ReportEntry => {
  const found = started().report.find(({ node }) => node === step);
  if (found === undefined) throw new Error(`nothing is said of ${step}`);
  return found;
};

test("what is missing is said without a line, with a way to put it right", () => {
  const { report } = started();
  expect(report.map(({ code, node, field, line }) => [code, node, field, line])).toEqual([
    ["action_missing", "judge", "action", null],
    ["playbook_missing", "look", "playbook", null],
    ["connector_missing", "post", "connector", null],
    ["approver_missing", "ask", "approvers", null],
    ["value_to_fill_in", "mail", "arguments.to", null],
    ["value_to_fill_in", "mail", "arguments.text", null],
    ["value_to_fill_in", "own", "cases.0.when", null],
  ]);
  const first = (entry: ReportEntry) => fixesOf(entry, empty)[0];
  expect(first(ofStep("judge"))).toEqual({ kind: "add", label: "Add judge", script: "judge" });
  expect(first(ofStep("look"))).toMatchObject({ kind: "template", name: "Look it up" });
  expect(first(ofStep("post"))).toMatchObject({ kind: "visit", page: "connectors" });
  expect(first(ofStep("ask"))).toMatchObject({ kind: "visit", page: "people" });
  expect(first(ofStep("mail"))).toMatchObject({ kind: "open", label: "Fill it in", field: "arguments.to" });
  expect(ofStep("mail").message).toBe(
    "Tell the team has soc@example.com, which is an example. Write your own.",
  );
});

test("what was added since is here, under the name that the step says, and wants no fix any more", () => {
  for (const step of ["judge", "look", "ask"]) {
    expect(isHere(ofStep(step), empty), step).toBe(false);
    expect(isHere(ofStep(step), full), step).toBe(true);
    expect(fixesOf(ofStep(step), full), step).toEqual([]);
  }
  expect(isHere(ofStep("mail"), full)).toBe(false);
  expect(fixesOf(ofStep("post"), full)[0]).toMatchObject({ kind: "set", value: "team chat" });
});

test("another script of the same name is taken, and said; the same one is nothing to say of", () => {
  const withHash = (hash: string) => {
    const script = { hash, entry: "main" as const, memoryMb: 64, name: "judge", arguments: {} };
    const actions = byKey([{ ...action("script.judge", "Judge", []), script }]);
    return started({ ...full, actions: new Map([...full.actions, ...actions]) }).report;
  };
  expect(withHash("abc").filter(({ node }) => node === "judge")).toEqual([]);
  const [entry] = withHash("xyz").filter(({ node }) => node === "judge");
  expect(entry).toMatchObject({ code: "script_differs", weight: "changed", field: "action" });
  expect(entry?.left).toBeUndefined();
});

test("what it needs is told before anything is made, with what is here already", () => {
  const needs = (catalogue = empty) =>
    needsOf(started().graph, catalogue).map(({ kind, what, isHere }) => [kind, what, isHere]);
  expect(needs()).toEqual([
    ["script", "judge", false],
    ["approvers", "any analyst or above", false],
    ["playbook", "Look it up", false],
    ["connector", "mattermost", false],
    ["value", "soc@example.com", false],
    ["value", "192.0.2.7", false],
    ["value", "198.51.100.7", false],
  ]);
  expect(needs(full).filter(([, , isHere]) => isHere === false)).toEqual([
    ["value", "soc@example.com", false],
    ["value", "192.0.2.7", false],
    ["value", "198.51.100.7", false],
  ]);
});
