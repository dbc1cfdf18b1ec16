import { expect, test } from "vitest";
import { actorWords, approverWords, pausedWords } from "./actor-words.ts";

test.each([
  ["user:jane@example.com", "jane@example.com"],
  ["token:ci", "token ci"],
  ["system", "Riposte"],
  ["token:ci:deploy", "token ci:deploy"],
  ["ci", "ci"],
])("the actor %s is told as %s", (actor, words) => {
  expect(actorWords(actor)).toBe(words);
});

const NAMES = new Map([["jane@example.com", "Jane"]]);

test.each([
  ["role:analyst", "any analyst or above"],
  ["role:admin", "any admin"],
  ["user:Jane@example.com", "Jane"],
  ["jane@example.com", "Jane"],
  ["user:bo@example.com", "bo@example.com"],
  ["token:ci", "token ci"],
])("the approver %s is told as %s", (approver, words) => {
  expect(approverWords(approver, NAMES)).toBe(words);
});

test("a paused run goes on when somebody resumes it, whoever paused it", () => {
  const by = { by: "user:bo@example.com" };
  expect(pausedWords(by)).toBe("The run is paused by bo@example.com; it goes on when somebody resumes it.");
  expect(pausedWords(null)).toBe("The run is paused; it goes on when somebody resumes it.");
});
