import type { Page } from "@playwright/test";
import { expect } from "./expect.ts";

/** Nothing is on its way any more, and nothing moves. */
export async function settled(page: Page): Promise<void> {
  // The page itself refuses to evaluate text: asked from outside, again and again.
  await expect
    .poll(
      () => page.evaluate("document.querySelectorAll('[data-loading], .mantine-Skeleton-root').length === 0"),
      { timeout: 20_000 },
    )
    .toBe(true);
  await page.evaluate(
    "Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null)))",
  );
}

/** The page as it is, in the other theme. */
export async function turn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: "attached" });
  await settled(page);
}
