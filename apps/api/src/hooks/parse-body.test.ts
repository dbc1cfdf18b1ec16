import { encodeData } from "@riposte/template";
import { expect, test } from "vitest";
import { parseBody } from "./parse-body.ts";

const ALL = ["json", "form", "raw"] as const;

function parsed(
  type: string | null,
  body: string | Uint8Array,
  accepted: readonly (typeof ALL)[number][] = ALL,
): string {
  const result = parseBody(type, Buffer.from(body), accepted);
  return "reason" in result ? `${result.status} ${result.reason}` : encodeData(result.body);
}

test.each([
  [
    "application/json",
    '{"b":1,"a":1.0,"big":12345678901234567890}',
    '{"b":1,"a":1.0,"big":12345678901234567890}',
  ],
  ["application/json; charset=utf-8", '{"2":1,"1":2}', '{"2":1,"1":2}'],
  ["application/vnd.api+json", "[]", "[]"],
  ["APPLICATION/JSON", "{}", "{}"],
  [null, '{"a":1}', '{"a":1}'],
  [null, "hello", '"hello"'],
  ["text/plain", '{"a":1}', '"{\\"a\\":1}"'],
  ["application/x-www-form-urlencoded", "a=1&b=x+y&a=2", '{"a":["1","2"],"b":"x y"}'],
  ["application/octet-stream", "abc", '"abc"'],
  ["text/plain", "", "null"],
  [null, "", "null"],
])("%s %s", (type, body, expected) => {
  expect(parsed(type, body)).toBe(expected);
});

test("a key called __proto__ is an ordinary key", () => {
  expect(parsed("application/json", '{"__proto__":{"x":1}}')).toBe('{"__proto__":{"x":1}}');
  expect(parsed("application/x-www-form-urlencoded", "__proto__=1")).toBe('{"__proto__":"1"}');
});

test("bytes that are not UTF-8 come as base64", () => {
  expect(parsed("application/octet-stream", Uint8Array.from([255, 0, 1]))).toBe('"/wAB"');
});

test.each(["{", "{'a':1}", '{"a":NaN}', '{"a":1}x', "\u0000"])("malformed JSON is refused: %j", (body) => {
  expect(parsed("application/json", body)).toBe("400 json_malformed");
});

test("JSON that is not UTF-8 is refused", () => {
  expect(parsed("application/json", Uint8Array.from([34, 255, 34]))).toBe("400 json_malformed");
});

test.each([
  ["a raw byte", Uint8Array.from([97, 61, 255])],
  ["an escaped byte", "a=%FF"],
  ["half a character", "a=%E2%82&b=1"],
  ["a name", "%C3=1"],
  ["one half written, one escaped", Uint8Array.from([97, 61, 0xe2, ...Buffer.from("%82%AC")])],
])("a form that is not UTF-8 is refused: %s", (_, body) => {
  expect(parsed("application/x-www-form-urlencoded", body)).toBe("400 form_malformed");
});

test("a form's percent signs that escape nothing stay", () => {
  expect(parsed("application/x-www-form-urlencoded", "a=100%&b=%zz&c=%E2%82%AC")).toBe(
    '{"a":"100%","b":"%zz","c":"€"}',
  );
});

test("a kind of body that the trigger does not take is refused", () => {
  expect(parsed("text/plain", "x", ["json"])).toBe("415 body_kind");
  expect(parsed("application/json", "{}", ["form", "raw"])).toBe("415 body_kind");
  expect(parsed(null, "{}", ["json"])).toBe("{}");
});
