import { expect, test } from "vitest";
import { actorWords } from "./actor-words.ts";

test.each([
  ["user:ana@example.com", "ana@example.com"],
  ["ana@example.com", "ana@example.com"],
  ["token:ci:deploy", "token ci:deploy"],
  ["system", "Riposte"],
  ["somebody", "somebody"],
])("%s is %s", (actor, words) => {
  expect(actorWords(actor)).toBe(words);
});
