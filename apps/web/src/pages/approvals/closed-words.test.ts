import { expect, test } from "vitest";
import { closedWords } from "./closed-words.ts";

const forbidden = {
  whyNot: { kind: "forbidden", message: "It takes the role analyst; your role is viewer." },
} as const;

test("who could decide it when the page was opened reads that the role is another one since", () => {
  expect(closedWords(forbidden, true)).toBe(
    "Your role was changed since you opened this page. It takes the role analyst; your role is viewer.",
  );
  expect(closedWords(forbidden, false)).toBe("It takes the role analyst; your role is viewer.");
  expect(closedWords({ whyNot: { kind: "conflict", message: "You approved it." } }, true)).toBe(
    "You approved it.",
  );
  expect(closedWords({ whyNot: null }, true)).toBeNull();
});
