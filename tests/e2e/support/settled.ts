import type { Page } from "@playwright/test";
import { expect } from "./expect.ts";

// With little motion everything has a transition of a moment, and a colour that is inherited starts one a frame, one level
// of the page after the other: it is still once two frames in a row have none.
const UNTIL_STILL = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let still = 0; still < 2; ) {
    const moving = document.getAnimations();
    still = moving.length === 0 ? still + 1 : 0;
    await Promise.all(moving.map(({ finished }) => finished.catch(() => null)));
    await frame();
  }
})()`;

/** Nothing is on its way any more, and nothing moves. */
export async function settled(page: Page): Promise<void> {
  // The page itself refuses to evaluate text: asked from outside, again and again.
  await expect
    .poll(
      () => page.evaluate("document.querySelectorAll('[data-loading], .mantine-Skeleton-root').length === 0"),
      { timeout: 20_000 },
    )
    .toBe(true);
  await page.evaluate(UNTIL_STILL);
}

/** The page as it is, in the other theme. */
export async function turn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: "attached" });
  await settled(page);
}
