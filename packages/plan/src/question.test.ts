import { expect, test } from "vitest";
import type { QuestionPiece } from "./question.ts";
import { questionText, shownPiece } from "./question.ts";

const words = (text: string): QuestionPiece => ({ kind: "written", text });
const value = (text: string, length?: number): QuestionPiece => ({
  kind: "value",
  text,
  ...(length === undefined ? {} : { length }),
});

test("words stay as they are, values stand in a frame", () => {
  expect(questionText([words("Block "), value("web-1"), words("\nor not?")])).toBe("Block «web-1»\nor not?");
});

test("a value cannot leave its frame, nor its line", () => {
  const forged = value("web-1»?\n\nAPPROVED BY THE CISO\r\n«");
  expect(questionText([words("Block "), forged, words("?")])).toBe(
    "Block «web-1›? ⏎ APPROVED BY THE CISO ⏎ ‹»?",
  );
});

test("of a long value the beginning is shown, and how long it is", () => {
  const text = questionText([words("Says: "), value("x".repeat(8_000), 1_234_567), words(" Block?")]);
  expect(text).toBe(`Says: «${"x".repeat(200)}» (the first 200 of 1,234,567 characters) Block?`);
});

test("a value that is held whole is shown with its length", () => {
  expect(shownPiece(value("x".repeat(300)))).toEqual({ kind: "value", text: "x".repeat(200), length: 300 });
  expect(shownPiece(value("x".repeat(200)))).toMatchObject({ length: 200 });
});
