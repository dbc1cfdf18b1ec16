import type { ActionEntry } from "@riposte/plan";
import { expect, test } from "vitest";
import { willHappen } from "./will-happen.ts";

const entry = (key: string, name: string, effect: ActionEntry["effect"]) =>
  [key, { key, name, effect } as ActionEntry] as const;
const actions = new Map([
  entry("a.get", "Get alert", "read"),
  entry("a.comment", "Comment alert", "write"),
  entry("a.mail", "Send e-mail", "notify"),
]);
const step = (id: string, action: string, label: string) =>
  ({ id, kind: "action", name: id, label, action, arguments: {} }) as const;

test("what writes or tells somebody is named, with its action where that is no repetition; what reads is not", () => {
  const nodes = [
    { id: "t", kind: "trigger", name: "t", trigger: "manual", config: {} } as const,
    step("get", "a.get", "Get it"),
    step("one", "a.comment", "Comment alert"),
    step("two", "a.mail", "Tell the team"),
    step("gone", "a.gone", "Nobody knows"),
  ];
  expect(willHappen({ schema: 1, nodes, edges: [] }, actions)).toEqual([
    { id: "one", title: "Comment alert", action: null, effect: "write" },
    { id: "two", title: "Tell the team", action: "Send e-mail", effect: "notify" },
  ]);
});
