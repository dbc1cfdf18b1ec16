import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { COLOURS, findingsOn } from "./axe.ts";
import { untilStill } from "./visitor.ts";

/** By axe: all of its rules in the light theme, colours in the dark one too. */
export async function expectNothingFound(page: Page): Promise<void> {
  await untilStill(page);
  expect(await findingsOn(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await untilStill(page);
  expect(await findingsOn(page, COLOURS)).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}
