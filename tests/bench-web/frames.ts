import type { Page } from "@playwright/test";

// As text, since this folder is checked without the types of a browser.

const COUNT_FRAMES = `{
  const count = { frames: [], last: performance.now(), handle: 0 };
  const tick = (now) => {
    count.frames.push(now - count.last);
    count.last = now;
    count.handle = requestAnimationFrame(tick);
  };
  count.handle = requestAnimationFrame(tick);
  globalThis.benchCount = count;
}`;

/** The first is from before anything moved. */
const FRAMES_COUNTED = `(cancelAnimationFrame(benchCount.handle), benchCount.frames.slice(1))`;

/** Milliseconds between the frames that the page paints meanwhile. */
export async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(COUNT_FRAMES);
  await act();
  return page.evaluate<number[]>(FRAMES_COUNTED);
}

/** Until cards are painted, or the layer that stands for them; counted from the start of the navigation. */
export const OPENED_AFTER = `new Promise((resolve) => {
  const look = () => {
    if (document.querySelectorAll("[data-step]").length < 3) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  };
  look();
})`;

export const MOVES = 90;

/** By the empty corner of the canvas, there and back. */
export async function pan(page: Page, moves = MOVES): Promise<void> {
  const box = await page.locator(".react-flow").first().boundingBox();
  if (box === null) throw new Error("There is no canvas.");
  const [x, y] = [box.x + box.width / 2, box.y + 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let at = 1; at <= moves; at++) {
    const far = MOVES / 2 - Math.abs((at % MOVES) - MOVES / 2);
    await page.mouse.move(x - far * 8, y + far * 4);
  }
  await page.mouse.up();
}

/** From where a step is painted. */
export async function drag(page: Page, from: { readonly x: number; readonly y: number }): Promise<void> {
  const { x, y } = from;
  await page.mouse.move(x, y);
  // Nobody presses in the moment in which the pointer gets there.
  await page.waitForTimeout(200);
  await page.mouse.down();
  for (let at = 1; at <= MOVES; at++) await page.mouse.move(x + at * 2, y + Math.sin(at / 8) * 80);
  await page.mouse.up();
}

export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}
