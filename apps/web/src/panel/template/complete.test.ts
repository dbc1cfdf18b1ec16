import type { DraftGraph } from "@riposte/draft";
import type { Catalogue } from "@riposte/plan";
import { filterSignatures, fromPlain } from "@riposte/template";
import { describe, expect, test } from "vitest";
import { scopeOf } from "../data/scope.ts";
import { completeAt } from "./complete.ts";
import { FILTER_NOTES } from "./filter-notes.ts";
import type { Mode } from "./spans.ts";

const graph: DraftGraph = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", trigger: "webhook" },
    { id: "a", kind: "action", name: "get_alert", label: "Get alert", action: "test.get" },
    { id: "v", kind: "set", name: "keep", assignments: [{ name: "limit", value: 3 }] },
    { id: "b", kind: "action", name: "comment", action: "test.get" },
    { id: "c", kind: "action", name: "later", action: "test.get" },
  ],
  edges: [
    { from: "t", port: "default", to: "a" },
    { from: "a", port: "default", to: "v" },
    { from: "v", port: "default", to: "b" },
    { from: "b", port: "default", to: "c" },
  ],
};

const catalogue: Catalogue = {
  actions: new Map([
    [
      "test.get",
      {
        key: "test.get",
        version: 1,
        name: "Get",
        description: "",
        kind: "getter",
        effect: "read",
        idempotent: true,
        execution: "short",
        arguments: { type: "object" },
        result: {
          type: "object",
          properties: {
            title: { type: "string" },
            "short-id": { type: "string" },
            items: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } },
          },
        },
        connector: null,
        connectorRequired: false,
        script: null,
        timeoutMs: 1_000,
      },
    ],
  ]),
  triggers: new Map(),
  connectors: new Map(),
};

const scope = scopeOf("b", {
  graph,
  catalogue,
  sample: {
    run: { id: "run_1", at: "2026-11-21T08:00:00.000Z", version: 1 },
    event: fromPlain({ body: { user: "alice", "x-y": 1 } }),
    outputs: new Map([["a", { run: "run_1", value: fromPlain({ title: "Odd sign-in", extra: true }) }]]),
  },
  playbook: { id: "pb_1", name: "Test", publishedVersion: 1 },
});

/** The cursor stands at `▮`. */
function suggest(written: string, mode: Mode = "template") {
  const cursor = written.indexOf("▮");
  return completeAt({ text: written.replace("▮", ""), cursor, mode }, scope);
}

const labels = (written: string, mode?: Mode) =>
  suggest(written, mode)?.suggestions.map(({ label }) => label);

/** The text after the named suggestion was taken. */
function taken(written: string, label: string): string {
  const completion = suggest(written);
  const found = completion?.suggestions.find((one) => one.label === label);
  if (completion === null || found === undefined) throw new Error(`${label} is not suggested.`);
  const text = written.replace("▮", "");
  return text.slice(0, completion.from) + found.insert + text.slice(completion.to);
}

test("outside of braces, and in texts within them, nothing is suggested", () => {
  expect(suggest("hello ▮")).toBeNull();
  expect(suggest("{{ trigger }} ▮")).toBeNull();
  expect(suggest("{{ 'steps.▮' }}")).toBeNull();
  expect(suggest("{{ trigger.▮body }}")).not.toBeNull();
});

test("names: earlier steps and no later ones, the nearest first", () => {
  const found = labels("{{ ▮ }}");
  expect(found?.slice(0, 3)).toEqual(["vars.limit", "steps.keep", "steps.get_alert"]);
  expect(found).toContain("trigger.body");
  expect(found).not.toContain("steps.later");
  expect(found).not.toContain("steps.comment");
});

test("a word finds what lies deeper", () => {
  expect(labels("{{ tit▮ }}")).toEqual(["steps.get_alert.title"]);
  expect(taken("{{ tit▮ }}", "steps.get_alert.title")).toBe("{{ steps.get_alert.title }}");
});

describe("members", () => {
  test("from the schema and from the last run, with type and value", () => {
    const found = suggest("{{ steps.get_alert.▮ }}")?.suggestions;
    expect(found?.map(({ label }) => label)).toEqual(["title", "['short-id']", "['items']", "extra"]);
    expect(found?.[0]).toMatchObject({ detail: "text", value: '"Odd sign-in"' });
  });

  test("a key that is no name replaces the dot by brackets", () => {
    expect(taken("{{ steps.get_alert.sh▮ }}", "['short-id']")).toBe("{{ steps.get_alert['short-id'] }}");
    expect(taken("{{ trigger.body[▮] }}", "['x-y']")).toBe("{{ trigger.body['x-y'] }}");
    expect(taken("{{ trigger.body['x▮'] }}", "['x-y']")).toBe("{{ trigger.body['x-y'] }}");
  });

  test("items of lists, and of the loop that one is in", () => {
    expect(labels("{{ steps.get_alert['items'][0].▮ }}")).toEqual(["name"]);
    expect(labels("{% for one in steps.get_alert['items'] %}{{ one.▮ }}{% endfor %}")).toEqual(["name"]);
    expect(labels("{% for one in trigger.body %}{% endfor %}{{ one.▮ }}")).toBeUndefined();
  });

  test("of what is more than a path, by its type", () => {
    expect(labels("{{ (steps.get_alert['items'] | first).▮ }}")).toEqual(["name"]);
    expect(labels("{{ steps.get_alert['items'][9].▮ }}")).toEqual(["name"]);
    expect(labels("{{ (steps.get_alert['items'] | sort(attribute='(name'))[0].n▮ }}")).toEqual(["name"]);
    expect(taken("{{ (steps.get_alert | default({})).sh▮ }}", "['short-id']")).toBe(
      "{{ (steps.get_alert | default({}))['short-id'] }}",
    );
    expect(suggest("{{ (1 + 2).▮ }}")).toBeNull();
  });

  test("what is behind the cursor belongs to the word", () => {
    expect(taken("{{ steps.get_alert.ti▮tle | upper }}", "title")).toBe(
      "{{ steps.get_alert.title | upper }}",
    );
  });
});

test("filters after a bar, with their parameters; the cursor goes between the brackets", () => {
  const [first] = suggest("{{ trigger | repl▮ }}")?.suggestions ?? [];
  expect(first).toMatchObject({
    label: "replace",
    insert: "replace()",
    back: 1,
    detail: "(old, new, count=none)",
  });
  expect(labels("{{ a | upper | low▮ }}")).toContain("lower");
});

test("tests after is", () => {
  expect(labels("{% if trigger.body is def▮ %}")).toEqual(["defined", "undefined"]);
  expect(labels("trigger.body is not non▮", "expression")).toEqual(["none"]);
});

test("a condition has no braces", () => {
  expect(labels("steps.get_alert.tit▮ == 'x'", "expression")).toEqual(["title"]);
});

test("every filter says what it does", () => {
  const names = filterSignatures().map(({ name }) => name);
  expect(Object.keys(FILTER_NOTES).toSorted()).toEqual(names);
});
