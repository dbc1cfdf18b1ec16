import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { testCatalogue } from "./test-catalogue.ts";

type Json = Record<string, unknown>;

const TICKETS = { source: "webhook:Tickets", key: "{{ trigger.id }}", eventKey: "event.ticket" };

function said(
  wait: Json,
  { trigger = "manual", more = [] }: { trigger?: string; more?: Json[] } = {},
): string[] {
  const nodes = [
    { id: "t", kind: "trigger", name: "start", trigger },
    { id: "w", kind: "wait_event", name: "w", ...wait },
    ...more,
  ];
  const edges = [{ from: "t", to: "w" }, ...more.map(({ id }) => ({ from: "w", to: id }))];
  const { diagnostics } = compile({ nodes, edges }, { name: "Test", catalogue: testCatalogue });
  return diagnostics.map(({ severity, code, field }) => `${severity} ${code} ${field}`);
}

test.each<[string, Json, string[]]>([
  ["all is well", TICKETS, []],
  ["a condition alone", { source: "alert_comment", condition: "'x' in event.comment" }, []],
  ["no source", { ...TICKETS, source: "" }, ["error unknown_source source"]],
  ["a playbook without a webhook", { ...TICKETS, source: "webhook:Nobody" }, ["error unknown_source source"]],
  ["no webhook of its own", { ...TICKETS, source: "webhook" }, ["error unknown_source source"]],
  ["neither key nor condition", { source: "webhook:Tickets" }, ["warning any_event key"]],
  [
    "a key, and nothing it equals",
    { source: "alert_comment", key: "x" },
    ["error missing_argument eventKey"],
  ],
  ["nothing that it equals", { source: "alert_comment", eventKey: "event" }, ["error missing_argument key"]],
  ["a time-out of words", { ...TICKETS, timeoutAfter: "soon" }, ["error bad_wait timeoutAfter"]],
  ["a time-out below zero", { ...TICKETS, timeoutAfter: -1 }, ["error bad_wait timeoutAfter"]],
  ["six years", { ...TICKETS, timeoutAfter: 6 * 366 * 86_400 }, ["error bad_wait timeoutAfter"]],
  ["passed over under a condition", { ...TICKETS, timeoutAfter: 60, runIf: "trigger.urgent == 1" }, []],
  ["a template of no time", { ...TICKETS, timeoutAfter: "{{ [1] }}" }, ["error bad_wait timeoutAfter"]],
  [
    "a condition that cannot be read",
    { ...TICKETS, condition: "event.(" },
    ["error template_syntax condition"],
  ],
  ["an empty condition", { ...TICKETS, condition: " " }, ["error template_syntax condition"]],
  ["the run in a condition", { ...TICKETS, condition: "trigger.id" }, ["error unknown_name condition"]],
  ["a field the event has not", { ...TICKETS, eventKey: "event.tickt" }, ["error unknown_field eventKey"]],
  [
    "one it is asked for",
    { ...TICKETS, eventKey: "event.tickt | default('x')" },
    ["warning unknown_field eventKey"],
  ],
  ["the event outside of it", { ...TICKETS, key: "{{ event.ticket }}" }, ["error unknown_name key"]],
])("%s", (_, wait, expected) => {
  expect(said(wait)).toEqual(expected);
});

test("its own webhook, where the playbook has one", () => {
  expect(said({ ...TICKETS, source: "webhook" }, { trigger: "webhook" })).toEqual([]);
});

test("what it gives is the event, as its source declares it; after a time-out it may be nothing", () => {
  const reads = (field: string, more: Json = {}) =>
    said(
      { ...TICKETS, ...more },
      { more: [{ id: "f", kind: "fail", name: "f", message: `{{ steps.w.${field} }}` }] },
    );
  expect(reads("ticket")).toEqual([]);
  expect(reads("tickt")).toEqual(["error unknown_field message"]);
  expect(reads("ticket", { timeoutAfter: 60 })).toEqual([]);
  expect(reads("tickt", { timeoutAfter: 60 })).toEqual(["error unknown_field message"]);
});
