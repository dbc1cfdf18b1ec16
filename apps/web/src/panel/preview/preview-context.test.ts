import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { NO_SAMPLE, scopeOf } from "../data/scope.ts";
import type { Sample } from "../data/scope.ts";
import { previewContext } from "./preview-context.ts";
import { renderText } from "./render-text.ts";

const graph = {
  schema: 1 as const,
  nodes: [
    { id: "t", kind: "trigger" as const, name: "hook", trigger: "webhook" },
    { id: "ask", kind: "approval" as const, name: "ask", approvers: [] },
    { id: "b", kind: "action" as const, name: "comment", action: "x" },
  ],
  edges: [
    { from: "t", port: "default", to: "ask" },
    { from: "ask", port: "approved", to: "b" },
  ],
};

function preview(text: string, sample: Sample) {
  const catalogue = { actions: new Map(), triggers: new Map(), connectors: new Map() };
  const playbook = { id: "pb", name: "Test", publishedVersion: null };
  const from = previewContext(text, "template", scopeOf("b", { graph, catalogue, sample, playbook }));
  if (from === null) return null;
  return { ...from, rendered: renderText({ text, mode: "template", context: from.context, now: 0 }) };
}

const RAN: Sample = {
  run: { id: "run_1", at: "2026-11-21T08:00:00.000Z", version: 2 },
  event: fromPlain({ body: { user: "alice" } }),
  outputs: new Map(),
};

test("real values where there are some, stand-ins by name where not", () => {
  const shown = preview("{{ trigger.body.user }}: {{ steps.ask.by }}", RAN);
  expect(shown?.rendered).toEqual({ kind: "value", text: "alice: ‹by›", type: "text" });
  expect(shown?.madeUp).toEqual(["steps.ask"]);
});

test("before the first run everything is a stand-in, also what no schema knows", () => {
  const shown = preview("{{ trigger.body.user.name }} ({{ steps.ask.decision }})", NO_SAMPLE);
  expect(shown?.rendered).toMatchObject({ text: "‹name› (‹decision›)" });
  expect(shown?.madeUp).toEqual(["trigger", "steps.ask"]);
});

test("what the run did not have is empty, as it would be then", () => {
  expect(preview("[{{ trigger.body.nothing }}]", RAN)?.rendered).toMatchObject({ text: "[]" });
});

test("a template that cannot be read has none, one that reads nothing says so", () => {
  expect(preview("{{ trigger.", RAN)).toBeNull();
  expect(preview("{{ 1 + 1 }}", RAN)).toMatchObject({
    isConstant: true,
    rendered: { text: "2", type: "number" },
  });
});
