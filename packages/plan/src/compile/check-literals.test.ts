import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../plan.ts";
import { checkLiterals } from "./check-literals.ts";
import type { Subject } from "./check-literals.ts";
import { testCatalogue } from "./test-catalogue.ts";

const subject: Subject = {
  node: "n",
  field: "arguments",
  name: "Comment",
  noun: "argument",
  empties: [null, ""],
};
const schema = testCatalogue.actions.get("test.comment")?.arguments as JsonObject;

function complaints(value: JsonObject): string[] {
  return checkLiterals(subject, schema, { uuid: "u", text: "t", ...value }).map(
    ({ code, field, message, hint }) =>
      [code, field, message, ...(hint === undefined ? [] : [hint])].join(" | "),
  );
}

test("what fits is not complained of, nor are templates anywhere", () => {
  expect(complaints({})).toEqual([]);
  expect(complaints({ severity: "{{ trigger.severity }}", tags: "{{ trigger.tags }}" })).toEqual([]);
  expect(
    complaints({ tags: ["{{ a }}"], options: { notify: "{{ b }}" }, target: { host: "{{ c }}" } }),
  ).toEqual([]);
  expect(complaints({ options: "{{ trigger.options }}", target: "{{ trigger.target }}" })).toEqual([]);
});

test("a missing argument is named with its field", () => {
  expect(checkLiterals(subject, schema, { uuid: "u" })).toMatchObject([
    { code: "missing_argument", field: "arguments.text", severity: "error", node: "n" },
  ]);
});

test("an unknown argument suggests the one that was meant", () => {
  expect(complaints({ serverity: 3 })).toEqual([
    'unknown_argument | arguments.serverity | "Comment" has no argument "serverity". | Did you mean "severity"?',
  ]);
});

test("wrong values are told in plain words, each at its place", () => {
  expect(complaints({ severity: "high", text: "", tags: ["a", 1] })).toEqual([
    'wrong_argument | arguments.text | The argument "text" of "Comment" must not be empty.',
    'wrong_argument | arguments.tags.1 | The argument "tags.1" of "Comment" must be a text.',
    'wrong_argument | arguments.severity | The argument "severity" of "Comment" must be a whole number.',
  ]);
  expect(complaints({ tags: ["a", "b", "c"] })).toEqual([
    'wrong_argument | arguments.tags | The argument "tags" of "Comment" must have at most 2 items.',
  ]);
});

test("a choice that fits in no form is one complaint, and none where a template may still fit", () => {
  expect(complaints({ target: { ip: "1.2.3.4" } })).toEqual([
    'wrong_argument | arguments.target | The argument "target" of "Comment" has none of the forms it may have.',
  ]);
  expect(complaints({ target: { ip: "{{ trigger.ip }}" } })).toEqual([]);
});

test("of a choice, what is wrong with the one form that the value is a kind of is told", () => {
  const address = { type: "string", format: "email" };
  const to = { anyOf: [address, { type: "array", items: address }] };
  const say = (value: JsonValue) =>
    checkLiterals(subject, { type: "object", properties: { to } }, { to: value }).map(
      ({ field, message }) => `${field}: ${message}`,
    );
  expect(say(["a@example.com", "soc", "{{ trigger.to }}"])).toEqual([
    'arguments.to.1: The argument "to.1" of "Comment" must be an e-mail address.',
  ]);
  expect(say("soc")).toEqual(['arguments.to: The argument "to" of "Comment" must be an e-mail address.']);
  expect(say(7)).toEqual(['arguments.to: The argument "to" of "Comment" must be a text or a list.']);
  expect(say("{{ trigger.to }}")).toEqual([]);
});

test("what is empty and may be left out is left out; what is needed may not be empty", () => {
  expect(complaints({ severity: null, target: null, options: { notify: null, level: "" } })).toEqual([]);
  expect(complaints({ uuid: null, text: "", tags: [null], severity: "" })).toEqual([
    'wrong_argument | arguments.uuid | The argument "uuid" of "Comment" must be a text.',
    'wrong_argument | arguments.text | The argument "text" of "Comment" must not be empty.',
    'wrong_argument | arguments.tags.0 | The argument "tags.0" of "Comment" must be a text.',
    'wrong_argument | arguments.severity | The argument "severity" of "Comment" must be a whole number.',
  ]);
  const script: Subject = { ...subject, empties: [null] };
  const schema: JsonObject = { type: "object", properties: { s: { type: "string", minLength: 1 } } };
  expect(checkLiterals(script, schema, { s: null })).toEqual([]);
  expect(checkLiterals(script, schema, { s: "" })).toMatchObject([{ code: "wrong_argument" }]);
});

test("what must be said in words of its own is said in these", () => {
  const kind = { type: "string", enum: ["a", "b"], "x-must": "be one of our kinds" };
  expect(checkLiterals(subject, { type: "object", properties: { kind } }, { kind: "c" })).toMatchObject([
    { field: "arguments.kind", message: 'The argument "kind" of "Comment" must be one of our kinds.' },
  ]);
});

test("faults behind a reference are found too", () => {
  const found = complaints({ options: { notify: "yes", loud: true } });
  expect(found).toHaveLength(2);
  expect(found[0]).toMatch(/^wrong_argument \| arguments\.options\.notify \| /);
  expect(found[1]).toMatch(/^unknown_argument \| arguments\.options\.loud \| /);
});

test("a broken schema is a diagnostic, not an exception", () => {
  const broken = { type: "object", properties: { a: { type: "string", pattern: "(" } } };
  expect(checkLiterals(subject, broken, { a: "x" })).toMatchObject([{ code: "broken_schema" }]);
});
