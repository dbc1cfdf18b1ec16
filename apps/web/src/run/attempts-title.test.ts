import { expect, test } from "vitest";
import { attemptsTitle } from "./attempts-title.ts";

test.each([
  [1, 3, "Attempt and log"],
  [2, 3, "2 attempts of 3"],
  [2, 1, "2 attempts"],
  [2, null, "2 attempts"],
] as const)("%i made of %s", (made, most, title) => {
  expect(attemptsTitle(made, most)).toBe(title);
});
