import type { Catalogue, Diagnostic } from "@riposte/plan";
import { expect, test } from "vitest";
import { fieldTitle, inFormWords } from "./field-title.ts";

const schema = {
  type: "object",
  properties: {
    uuid: { type: "string" },
    text: { type: "string", title: "What to say" },
    to: { type: "array", items: { type: "object", properties: { name: { title: "Who" } } } },
  },
};
const catalogue = {
  actions: new Map([["mail", { arguments: schema }]]),
  triggers: new Map(),
  connectors: new Map(),
} as unknown as Catalogue;
const node = { id: "a", kind: "action" as const, name: "mail", action: "mail" };

test.each([
  ["arguments.uuid", "UUID"],
  ["arguments.text", "What to say"],
  ["arguments.to.0.name", "To, 1, Who"],
  ["message", "Message"],
  ["assignments.0.value", "Variable 1"],
  ["assignments.score", "Variable score"],
])("the form calls %s %s", (field, title) => {
  expect(fieldTitle(node, field, catalogue)).toBe(title);
});

test.each([
  ["arguments.uuid", '"Mail" needs the argument "uuid".', '"Mail" needs the field "UUID".'],
  [
    "arguments.text",
    'The template in "arguments.text" cannot be read: x',
    'The template in "What to say" cannot be read: x',
  ],
  [
    "arguments.text",
    'The argument "text" of "Mail" must be a text.',
    'The field "What to say" of "Mail" must be a text.',
  ],
])("a problem at %s is told by the form's title", (field, message, said) => {
  const problem: Diagnostic = { code: "missing_argument", severity: "error", message, node: "a", field };
  expect(inFormWords(problem, node, catalogue).message).toBe(said);
});
