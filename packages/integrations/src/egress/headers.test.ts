import { expect, test } from "vitest";
import { checkHeaders } from "./headers.ts";

test("takes ordinary headers, in lower case", () => {
  expect(checkHeaders({ "X-Api-Key": "k", Accept: "text/plain" })).toEqual({
    "x-api-key": "k",
    accept: "text/plain",
  });
});

test("takes names that every object has", () => {
  const headers = JSON.parse('{"Constructor":"a","__proto__":"b","toString":"c"}') as Record<string, string>;
  expect(Object.entries(checkHeaders(headers))).toEqual([
    ["constructor", "a"],
    ["__proto__", "b"],
    ["tostring", "c"],
  ]);
});

test.each<Record<string, string>>([
  { "X-A": "1\r\nX-B: 2" },
  { "X A": "1" },
  { "": "1" },
  { "X-A": "1", "x-a": "2" },
  { Host: "internal" },
  { "Content-Length": "0" },
  { "Transfer-Encoding": "chunked" },
  { "Proxy-Authorization": "x" },
])("refuses %j", (headers) => {
  expect(() => checkHeaders(headers)).toThrow(expect.objectContaining({ code: "bad_arguments" }) as Error);
});
