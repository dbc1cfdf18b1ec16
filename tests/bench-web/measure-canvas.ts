import type { Browser, Page } from "@playwright/test";

interface Where {
  readonly url: string;
  readonly token: string;
  readonly playbook: string;
}

/** One opening in a browser that has never been there, and what one does then; milliseconds and MB. */
export interface Measured {
  readonly open: number;
  readonly drag: readonly number[];
  readonly pan: readonly number[];
  readonly heap: number;
}

const MOVES = 90;

// As text, since this folder is checked without the types of a browser.

/** Until cards are painted, counted from the start of the navigation. */
const OPENED_AFTER = `new Promise((resolve) => {
  const look = () => {
    if (document.querySelectorAll("[data-step]").length < 3) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  };
  look();
})`;

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

export async function measureCanvas(browser: Browser, { url, token, playbook }: Where): Promise<Measured> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  try {
    const page = await context.newPage();
    await page.goto(`${url}/playbooks/${playbook}`);
    const open = await page.evaluate<number>(OPENED_AFTER);
    await page.waitForTimeout(1_500);
    const drag = await framesWhile(page, () => dragStep(page));
    const pan = await framesWhile(page, () => panCanvas(page));
    return { open, drag, pan, heap: await heapOf(page) };
  } finally {
    await context.close();
  }
}

async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(COUNT_FRAMES);
  await act();
  return page.evaluate<number[]>(FRAMES_COUNTED);
}

async function dragStep(page: Page): Promise<void> {
  const box = await page.locator('[data-step="step_1"]').boundingBox();
  if (box === null) throw new Error("The first step is not to be seen.");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let at = 1; at <= MOVES; at++) await page.mouse.move(x + at * 2, y + Math.sin(at / 8) * 80);
  await page.mouse.up();
}

async function panCanvas(page: Page): Promise<void> {
  const box = await page.locator('[data-region="canvas"]').boundingBox();
  if (box === null) throw new Error("There is no canvas.");
  const [x, y] = [box.x + box.width - 80, box.y + 24];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let at = 1; at <= MOVES; at++) await page.mouse.move(x - at * 8, y + at * 4);
  await page.mouse.up();
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}
