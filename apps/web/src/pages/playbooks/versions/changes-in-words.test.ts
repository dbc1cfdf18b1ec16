import { compare } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { changesAsText, changesInWords } from "./changes-in-words.ts";

const CATALOGUE = { actions: new Map(), triggers: new Map(), connectors: new Map() };

const condition = (when: string) => ({
  id: "c",
  kind: "condition" as const,
  name: "check",
  label: "Is it urgent",
  cases: [{ name: "yes", when }],
});
const trigger = { id: "t", kind: "trigger" as const, name: "hook", trigger: "manual", config: {} };
const BEFORE: DraftGraph = {
  schema: 1,
  nodes: [trigger, condition("a > 1"), { id: "w", kind: "wait", name: "rest", seconds: 5 }],
  edges: [
    { from: "t", port: "default", to: "c" },
    { from: "c", port: "yes", to: "w" },
  ],
};
const AFTER: DraftGraph = {
  schema: 1,
  nodes: [
    { ...trigger, position: { x: 8, y: 8 } },
    { ...condition("a > 2"), note: "Since the incident" },
    { id: "f", kind: "fail", name: "end", message: "No" },
  ],
  edges: [
    { from: "t", port: "default", to: "c" },
    { from: "c", port: "else", to: "f" },
  ],
};

test("a hostile key, way out or name is shown by its codes", () => {
  const call = { id: "x", kind: "action" as const, name: "ca\u202Ell", action: "http.request" };
  const drawn = (edges: DraftGraph["edges"], keys: object): DraftGraph => ({
    schema: 1,
    nodes: [trigger, { ...call, arguments: keys } as DraftGraph["nodes"][number]],
    edges,
  });
  const before = drawn([], { "a\u202Eb": 1 });
  const after = drawn([{ from: "x", port: "go\u200Bne", to: "t" }], { "a\u202Eb": 2 });
  expect(changesAsText(changesInWords(compare(before, after), { before, after }, CATALOGUE))).toBe(
    "± ca‹U+202E›ll\n    A‹U+202E›b: 1 → 2\n+ ca‹U+202E›ll (go‹U+200B›ne) leads to hook\n",
  );
});

test("steps, fields and connections are told in the words of the form, with both values", () => {
  const words = changesInWords(compare(BEFORE, AFTER), { before: BEFORE, after: AFTER }, CATALOGUE);
  expect(changesAsText(words).split("\n")).toEqual([
    "± Is it urgent",
    "    Case 1, when: a > 1 → a > 2",
    "    Note: nothing → Since the incident",
    "+ end: Ends the run as failed: No",
    "− rest: Waits 5 seconds",
    "+ Is it urgent (else) leads to end",
    "− Is it urgent (yes) leads to rest",
    "Moved, and as before: hook",
    "",
  ]);
});
