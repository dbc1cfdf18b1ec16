import type { Page } from "@playwright/test";
import { COLOURS, findingsOn } from "./axe.ts";
import { expect } from "./expect.ts";
import { settled, turn } from "./settled.ts";

/** By axe: all of its rules in the light theme, colours in the dark one too. */
export async function expectNothingFound(page: Page): Promise<void> {
  await settled(page);
  expect(await findingsOn(page)).toEqual([]);
  await turn(page, "dark");
  expect(await findingsOn(page, { rules: COLOURS })).toEqual([]);
  await turn(page, "light");
}
