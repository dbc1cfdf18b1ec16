import type { JsonObject } from "@riposte/plan";
import { expect, test } from "vitest";
import { fieldsOf } from "./field-spec.ts";

function controlOf(schema: JsonObject, name = "value"): unknown {
  return fieldsOf({ type: "object", properties: { [name]: schema } })[0]?.control;
}

test("a field takes label, help, default and whether it is needed from the schema", () => {
  const fields = fieldsOf({
    type: "object",
    properties: {
      action_uuid: { type: "string", description: "The new status" },
      "match[status_name]": { type: "string" },
      toleranceSeconds: { type: "integer", default: 300 },
      oneAtATime: { type: "string" },
    },
    required: ["action_uuid"],
  });
  expect(fields).toMatchObject([
    { name: "action_uuid", label: "Action UUID", help: "The new status", isRequired: true },
    { name: "match[status_name]", label: "Match status name", help: null, isRequired: false },
    {
      name: "toleranceSeconds",
      label: "Tolerance seconds",
      fallback: 300,
      control: { kind: "number", isWhole: true },
    },
    { name: "oneAtATime", label: "One at a time" },
  ]);
});

test("texts are long by their length or name, never where a pattern forbids lines", () => {
  expect(controlOf({ type: "string" }, "uuid")).toEqual({ kind: "text", isLong: false });
  expect(controlOf({ type: "string" }, "message")).toEqual({ kind: "text", isLong: true });
  expect(controlOf({ type: "string", maxLength: 20_000 })).toEqual({ kind: "text", isLong: true });
  expect(controlOf({ type: "string", maxLength: 998, pattern: "^[^\\r\\n]*$" })).toEqual({
    kind: "text",
    isLong: false,
  });
});

test("each type and format has its control", () => {
  expect(controlOf({ type: "number" })).toEqual({ kind: "number", isWhole: false });
  expect(controlOf({ type: "boolean" })).toEqual({ kind: "yes_no" });
  expect(controlOf({ type: "string", format: "date-time" })).toEqual({ kind: "date_time" });
  expect(controlOf({ type: "string", format: "date" })).toEqual({ kind: "date" });
  expect(controlOf({ type: "integer", format: "duration" })).toEqual({ kind: "seconds" });
  expect(controlOf({ type: "string", format: "cron" })).toEqual({ kind: "cron" });
  expect(controlOf({ type: "string", "x-secret": true })).toEqual({ kind: "secret" });
  expect(controlOf({ type: "string", contentEncoding: "base64" })).toEqual({ kind: "file" });
  expect(controlOf({ enum: ["low", 2] })).toEqual({
    kind: "choice",
    options: [
      { value: "low", label: "low" },
      { value: 2, label: "2" },
    ],
  });
  expect(controlOf({ type: "array", items: { type: "string" } })).toEqual({ kind: "texts", mayBeOne: false });
  expect(controlOf({ type: "array", items: { enum: ["a"] } })).toMatchObject({ kind: "choices" });
  expect(controlOf({ type: "array", items: { type: "object" } })).toEqual({ kind: "json", wanted: "list" });
  expect(controlOf({ type: "object", additionalProperties: { type: "string" } })).toEqual({ kind: "pairs" });
  expect(controlOf({ type: "object" })).toEqual({ kind: "json", wanted: "object" });
  expect(controlOf({})).toEqual({ kind: "json", wanted: "anything" });
});

test("what names something that exists is chosen from that, or from the names of the schema", () => {
  expect(controlOf({ type: "string", "x-pick": "alert" })).toEqual({
    kind: "text",
    isLong: false,
    pick: { of: "alert" },
  });
  expect(controlOf({ type: "string", "x-names": { "2ef": "Ongoing" } })).toMatchObject({
    pick: { of: "names", options: [{ value: "2ef", label: "Ongoing" }] },
  });
  expect(controlOf({ type: "string", "x-pick": "nothing we know" })).toEqual({ kind: "text", isLong: false });
});

test("null beside a type is no form of its own", () => {
  expect(controlOf({ type: ["string", "null"] })).toEqual({ kind: "text", isLong: false });
  expect(controlOf({ anyOf: [{ type: "integer" }, { type: "null" }] })).toEqual({
    kind: "number",
    isWhole: true,
  });
});

test("one text or a list of them is one control", () => {
  const text = { type: "string", format: "email" };
  expect(controlOf({ anyOf: [text, { type: "array", items: text }] })).toEqual({
    kind: "texts",
    mayBeOne: true,
  });
});

test("objects told apart by a constant are variants with fields of their own", () => {
  const branch = (mode: string, name: string) => ({
    type: "object",
    properties: { mode: { const: mode }, [name]: { type: "string" } },
  });
  expect(
    controlOf({ oneOf: [branch("secret_header", "header"), branch("hmac", "signature")] }),
  ).toMatchObject({
    kind: "variants",
    key: "mode",
    variants: [
      { value: "secret_header", label: "Secret header", fields: [{ name: "header" }] },
      { value: "hmac", label: "HMAC", fields: [{ name: "signature" }] },
    ],
  });
});

test("references are followed, also those that lead back to themselves", () => {
  const schema: JsonObject = {
    type: "object",
    properties: { tree: { $ref: "#/$defs/tree" }, broken: { $ref: "#/$defs/none" } },
    $defs: {
      tree: { type: "object", properties: { inner: { $ref: "#/$defs/tree" } }, additionalProperties: false },
    },
  };
  const [tree, broken] = fieldsOf(schema);
  expect(tree?.control).toMatchObject({
    kind: "group",
    fields: [{ name: "inner", control: { kind: "group" } }],
  });
  expect(broken?.control).toEqual({ kind: "json", wanted: "anything" });
});
