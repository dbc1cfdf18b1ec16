import { expect, test } from "vitest";
import { harmless } from "./harmless-link.ts";

test("hidden codes are shown by their numbers, however deep; everything else stays", () => {
  const alert = {
    title: "evil \u202Egpj.exe",
    comments: [{ text: "a\u2066b", at: null }],
    count: 3,
    open: true,
  };
  expect(harmless(alert)).toEqual({
    title: "evil ‹U+202E›gpj.exe",
    comments: [{ text: "a‹U+2066›b", at: null }],
    count: 3,
    open: true,
  });
  const graph = { nodes: [{ label: "as \u202Edrawn" }] };
  expect(harmless({ graph })).toEqual({ graph });
  const shelf = { folder: "a\u200Bb", tags: ["c\u00ADd"] };
  expect(harmless({ items: [shelf] })).toEqual({ items: [shelf] });
  const plain = { words: "naïve 👩‍👩‍👧 日本\n\tשלום" };
  expect(harmless(plain)).toEqual(plain);
});
