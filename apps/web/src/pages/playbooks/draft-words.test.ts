import { expect, test } from "vitest";
import { draftWords, scriptWords } from "./draft-words.ts";

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

test("scripts that are newer than what runs are named, two at most", () => {
  const changed = ["judge", "look_up", "ask"].map((script) => ({ script, runs: 1, newest: 3 }));
  expect(scriptWords([])).toBe("");
  expect(scriptWords(changed.slice(0, 1))).toBe(": judge 1 → 3");
  expect(scriptWords(changed)).toBe(": judge 1 → 3, look_up 1 → 3 and 1 more");
});
