import { expect, test } from "vitest";
import { harmlessText } from "./harmless-text.ts";

test.each([
  ["one-web\u202E1-gpj.exe", "one-web‹U+202E›1-gpj.exe"],
  ["a\u001B[2Jb\u009Bc\r", "a‹U+001B›[2Jb‹U+009B›c‹U+000D›"],
  ["pay\u200Bpal, \u2066x\u2069, \u{E0041}", "pay‹U+200B›pal, ‹U+2066›x‹U+2069›, ‹U+E0041›"],
  ["two\nlines\tand 👩‍💻, می‌خواهم", "two\nlines\tand 👩‍💻, می‌خواهم"],
])("%j is shown as %j", (text, shown) => {
  expect(harmlessText(text)).toBe(shown);
});
