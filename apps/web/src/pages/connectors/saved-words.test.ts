import { expect, test } from "vitest";
import { savedWords } from "./saved-words.ts";

test("what is saved was not tried: nobody is told that it works", () => {
  const chat = { name: "chat", changed: true };
  expect(savedWords({ ...chat, testable: true })).toBe(
    "chat is saved. Test, in its row, shows whether it works.",
  );
  expect(savedWords({ ...chat, testable: false })).toBe("chat is saved.");
  expect(savedWords({ ...chat, changed: false, testable: true })).toBe("chat is as it was.");
});
