import { expect, test } from "vitest";
import { jsonLine } from "./json-line.ts";

test("half a character is replaced, whole ones stay", () => {
  expect(jsonLine({ a: ["😀", "x\ud83d", "\ude00y"], n: null })).toBe(
    '{"a":["😀","x\ufffd","\ufffdy"],"n":null}\n',
  );
});
