import { expect, test } from "vitest";
import { harmlessJson, harmlessText } from "./harmless-text.ts";

test.each([
  ["one-web\u202E1-gpj.exe", "one-web‹U+202E›1-gpj.exe"],
  ["a\u001B[2Jb\u009Bc\r", "a‹U+001B›[2Jb‹U+009B›c‹U+000D›"],
  ["pay\u200Bpal, \u2066x\u2069, \u{E0041}", "pay‹U+200B›pal, ‹U+2066›x‹U+2069›, ‹U+E0041›"],
  ["two\nlines\tand 👩‍💻, می‌خواهم", "two\nlines\tand 👩‍💻, می‌خواهم"],
])("%j is shown as %j", (text, shown) => {
  expect(harmlessText(text)).toBe(shown);
});

test("JSON says the same by escapes", () => {
  const json = JSON.stringify({ "user\u200B": "evil\u202Egnp.exe \u{E0041} é" }, null, 2);
  expect(harmlessJson(json)).toContain(String.raw`"user\u200b": "evil\u202egnp.exe \udb40\udc41 é"`);
  expect(JSON.parse(harmlessJson(json))).toEqual(JSON.parse(json));
});
