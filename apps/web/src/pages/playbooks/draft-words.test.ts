import { expect, test } from "vitest";
import { draftWords } from "./draft-words.ts";

test.each([
  [
    { publishedVersion: null, changes: 0 },
    { text: "Not published", pending: false },
  ],
  [
    { publishedVersion: null, changes: 4 },
    { text: "Not published", pending: true },
  ],
  [
    { publishedVersion: 3, changes: 0 },
    { text: "v3", pending: false },
  ],
  [
    { publishedVersion: 3, changes: 1 },
    { text: "v3 · 1 change", pending: true },
  ],
  [
    { publishedVersion: 12, changes: 7 },
    { text: "v12 · 7 changes", pending: true },
  ],
])("%j is told as %j", (state, words) => {
  expect(draftWords(state)).toEqual(words);
});
