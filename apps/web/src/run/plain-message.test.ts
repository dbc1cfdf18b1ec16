import { evaluate, fromPlain, parse } from "@riposte/template";
import { expect, test } from "vitest";
import { plainMessage, plainSentence } from "./plain-message.ts";

const context = new Map([["trigger", fromPlain({ score: "80", n: 5, items: [1], empty: null })]]);

/** What the template engine itself says. */
function messageOf(template: string): string {
  try {
    evaluate(parse(template), context);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error(`${template} did not fail`);
}

test.each([
  ["{{ trigger.body.score }}", "there is no field “body” in it"],
  ["{{ trigger.empty.score + 1 }}", "nothing was there to read “score” from"],
  ["{{ trigger.n.score.x }}", "a number has no field “score”"],
  ["{{ nobody.x }}", "there is nothing called “nobody”"],
  ["{{ trigger.score > 50 }}", "a text cannot be compared with a number by >"],
  ["{{ trigger.score - 1 }}", "- does not work with a text and a number"],
  ["{{ trigger.score + 1 }}", "+ does not work with a text and a number; ~ makes one text of both"],
  ["{% for x in trigger.n %}{% endfor %}", "a number cannot be gone through item by item"],
])("%s: %s", (template, expected) => {
  expect(plainMessage(messageOf(template))).toBe(expected);
});

test("what is in plain words stays", () => {
  expect(plainSentence('There is no alert "AL-99".')).toBe('There is no alert "AL-99".');
  expect(plainSentence("'dict object' has no attribute 'score'")).toBe("There is no field “score” in it.");
});
