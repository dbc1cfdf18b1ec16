import { decodeData, encodeData } from "@riposte/template";
import { expect, test } from "vitest";
import { z } from "zod";
import { readArguments, readResult } from "./call-values.ts";
import { JsonText, jsonValue } from "./json-text.ts";

const action = {
  key: "test.action",
  name: "Test",
  arguments: z.strictObject({
    count: z.int().default(1),
    name: z.string().optional(),
    body: jsonValue().describe("Any").nullable().optional(),
  }),
  result: z.object({ count: z.int(), json: z.unknown() }),
};

function read(json: string) {
  return readArguments(action, decodeData(json));
}

test("fills in defaults and keeps JSON values to the letter", () => {
  const body = '{"10":1.0,"2":12345678901234567890,"__proto__":{"a":null}}';
  expect(read(`{"count":2,"body":${body}}`)).toEqual({ count: 2, body: new JsonText(body) });
  expect(read("{}")).toEqual({ count: 1 });
});

test.each([
  ['{"count":"two"}', "arguments.count"],
  ['{"count":1.5}', "arguments.count"],
  ['{"count":12345678901234567890}', "arguments.count"],
  ['{"nmae":"x"}', "arguments.nmae"],
  ['{"__proto__":{"name":"x"}}', "arguments.__proto__"],
])("names the argument at fault in %s", (json, field) => {
  expect(() => read(json)).toThrow(expect.objectContaining({ code: "bad_arguments", field }) as Error);
});

test.each([
  ['{"count":null}', '"Count" is empty.'],
  ['{"count":"two"}', '"Count" must be a number.'],
  ['{"count":1.5}', '"Count" must be a whole number.'],
  ['{"name":7}', '"Name" must be a text.'],
  ['{"nmae":"x"}', '"Nmae" is no argument of Test.'],
])("says in words of the form what is wrong in %s", (json, message) => {
  expect(() => read(json)).toThrow(expect.objectContaining({ message }) as Error);
});

test("arguments that are no object are refused", () => {
  expect(() => read("[1]")).toThrow(expect.objectContaining({ code: "bad_arguments" }) as Error);
});

test("gives on what the action declares, to the letter, and nothing else", () => {
  const result = readResult(action, { count: 3, json: new JsonText('{"b":1.0,"a":[]}'), internal: "x" });
  expect(encodeData(result)).toBe('{"count":3,"json":{"b":1.0,"a":[]}}');
});

test("a result that the action does not declare is a bug", () => {
  expect(() => readResult(action, { count: "three" })).toThrow("test.action");
});
