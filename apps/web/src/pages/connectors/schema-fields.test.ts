import { expect, test } from "vitest";
import { fieldsOf, labelOf, valueOf } from "./schema-fields.ts";

const schema = {
  type: "object",
  properties: {
    signature_header: { type: "string", default: "x-riposte-signature" },
    hook_url: { type: "string", format: "uri", description: "Whoever knows it can post" },
    port: { type: "integer", default: 443 },
    verify: { type: "boolean" },
    region: { enum: ["eu", "us"] },
  },
  required: ["signature_header", "hook_url"],
};

test("a schema's properties become fields, the needed ones first", () => {
  const fields = fieldsOf(schema);
  expect(fields.map(({ key, kind, required }) => [key, kind, required])).toEqual([
    ["hook_url", "text", true],
    ["signature_header", "text", false],
    ["port", "number", false],
    ["verify", "boolean", false],
    ["region", "choice", false],
  ]);
  expect(fields[0]).toMatchObject({ label: "Hook URL", help: "Whoever knows it can post", fallback: null });
  expect(fields[1]?.fallback).toBe("x-riposte-signature");
  expect(fields[4]?.choices).toEqual(["eu", "us"]);
  expect(fieldsOf(null)).toEqual([]);
});

test.each([
  ["signing_key", "Signing key"],
  ["apiKey", "API key"],
  ["client-id", "Client ID"],
])("%s is called %s", (key, label) => {
  expect(labelOf(key)).toBe(label);
});

test("what is typed becomes what the schema wants", () => {
  const [, , port, verify] = fieldsOf(schema);
  if (port === undefined || verify === undefined) throw new Error("The schema has five fields.");
  expect([valueOf(port, "8443"), valueOf(port, "x"), valueOf(port, "")]).toEqual([8443, "x", undefined]);
  expect([valueOf(verify, "true"), valueOf(verify, "false")]).toEqual([true, false]);
});
