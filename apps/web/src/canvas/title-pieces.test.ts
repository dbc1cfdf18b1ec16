import { expect, test } from "vitest";
import { LINE_HEIGHT, titlePieces, titleSize } from "./title-pieces.ts";

test("a title goes on in the next line after what joins its words, and in no word's middle", () => {
  expect(titlePieces("judge_address")).toEqual(["judge_", "address"]);
  expect(titlePieces("Set https://example.org")).toEqual(["Set https://", "example.", "org"]);
  expect(titlePieces("__init")).toEqual(["__", "init"]);
  expect(titlePieces("")).toEqual([]);
  for (const title of ["a_b-c.d/e", "no joint at all", "_end_"])
    expect(titlePieces(title).join("")).toBe(title);
});

test("long words are written smaller, down to what can be read", () => {
  expect(titleSize("Get alert")).toBe(26);
  expect(titleSize("judge_address")).toBe(22);
  expect(titleSize("Investigate it")).toBe(21);
  expect(titleSize("Get the alert, then the host")).toBe(22);
  expect(titleSize("verantwortlichkeiten")).toBe(13);
  expect(titleSize("x".repeat(200))).toBe(13);
});

test("a card holds two lines with room above and below, each as high as letters with tails are", () => {
  expect(LINE_HEIGHT).toBeGreaterThanOrEqual(1.15);
  for (const title of ["judge_address", "Send e-mail", "Get the alert, then the host"])
    // 64, less the thickest border above and below, and what keeps them off it.
    expect(2 * LINE_HEIGHT * titleSize(title)).toBeLessThanOrEqual(64 - 2 * 2 - 2 * 3);
});
