import { expect, test } from "vitest";
import { cronWords } from "./cron-words.ts";

test("times that come again are said in a sentence", () => {
  expect(cronWords("0 8 * * 1-5")).toEqual({ text: "At 08:00, Monday through Friday.", isFault: false });
  expect(cronWords(" */15 * * * * ")).toEqual({ text: "Every 15 minutes.", isFault: false });
});

test("what is no such time says what it takes", () => {
  expect(cronWords("0 8 *")).toMatchObject({ isFault: true });
  expect(cronWords("99 8 * * *").text).toMatch(/^This is no time yet: .*0 8 \* \* 1-5\.$/);
});
