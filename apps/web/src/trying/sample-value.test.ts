import { valueFaults } from "@riposte/plan";
import type { JsonObject } from "@riposte/plan";
import { expect, test } from "vitest";
import { sampleOf } from "./sample-value.ts";

const of = (properties: JsonObject, more: JsonObject = {}) =>
  sampleOf({ type: "object", properties, ...more });

test("texts are what their format, or else their name says", () => {
  const text = { type: "string" };
  expect(
    of({
      seen: { ...text, format: "date-time" },
      src_ip: text,
      hostName: text,
      email: text,
      url: text,
      alert_id: text,
      other: text,
    }),
  ).toEqual({
    seen: "2026-01-15T09:30:00Z",
    src_ip: "192.0.2.7",
    hostName: "ws-042",
    email: "ann@example.org",
    url: "https://example.org/alerts/1",
    alert_id: "AL-SIGNIN1",
    other: "example",
  });
});

const SCHEMAS: readonly JsonObject[] = [
  { type: "object", required: ["a", "b"], properties: { a: { type: "integer", minimum: 5, maximum: 7 } } },
  { type: "object", properties: { port: { type: "integer", exclusiveMinimum: 1_000, multipleOf: 50 } } },
  { type: "object", properties: { rate: { type: "number", exclusiveMinimum: 0, maximum: 0.9 } } },
  { type: "object", properties: { code: { type: "string", pattern: "^[A-Z]{2}[0-9]{2}$" } } },
  { type: "object", properties: { id: { type: "string", minLength: 40, maxLength: 41 } } },
  { type: "object", properties: { tag: { type: "string", maxLength: 2 } } },
  { type: "object", properties: { kind: { enum: ["one", "two"] }, fixed: { const: 3 } } },
  {
    type: "object",
    properties: { list: { type: "array", minItems: 2, items: { type: "string", format: "ipv6" } } },
  },
  { type: "object", properties: { none: { type: "array", maxItems: 0, items: {} } } },
  { type: ["null", "object"], required: ["x"], properties: { x: { type: ["null", "string"] } } },
  {
    type: "object",
    required: ["kind"],
    oneOf: [
      { properties: { kind: { const: "file" }, path: { type: "string" } }, required: ["path"] },
      { properties: { kind: { const: "host" } } },
    ],
  },
  {
    allOf: [
      { type: "object", required: ["a"], properties: { a: { type: "boolean" } } },
      { required: ["b"], properties: { b: { type: "number" } } },
    ],
  },
  {
    type: "object",
    required: ["host"],
    properties: { host: { $ref: "#/$defs/host" } },
    $defs: {
      host: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, in: { $ref: "#/$defs/host" } },
      },
    },
  },
];

test.each(SCHEMAS.map((schema) => [JSON.stringify(schema), schema] as const))(
  "what is made fits: %s",
  (_, schema) => {
    const made = sampleOf(schema);
    expect(valueFaults(schema, made), JSON.stringify(made)).toEqual([]);
    expect(sampleOf(schema)).toEqual(made);
  },
);
