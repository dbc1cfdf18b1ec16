import type { Browser } from "@playwright/test";
import { call } from "../support/api.ts";
import type { Product } from "../support/product.ts";
import { framesWhile, heapOf, MOVES, OPENED_AFTER, pan } from "./frames.ts";

/** A run whose states all change while its page is panned; milliseconds and MB. */
export interface MeasuredRun {
  readonly open: number;
  readonly pan: readonly number[];
  readonly farPan: readonly number[];
  /** How many steps came to their end during either. */
  readonly changed: number;
  readonly farChanged: number;
  readonly heap: number;
}

const PANS = 2;

export async function measureRun(browser: Browser, product: Product, playbook: string): Promise<MeasuredRun> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    extraHTTPHeaders: { authorization: `Bearer ${await product.token()}` },
  });
  try {
    const page = await context.newPage();
    const { run } = await call<{ run: string }>(product, "runs.start", "mutation", { playbook });
    await page.goto(`${product.url}/runs/${run}`);
    const open = await page.evaluate<number>(OPENED_AFTER);
    const done = async () => {
      const { steps } = await call<Outline>(product, "runs.outline", "query", { id: run });
      return steps.filter(({ state }) => state === "done").length;
    };
    while ((await done()) < 10) await page.waitForTimeout(200);
    const before = await done();
    const near = await framesWhile(page, () => pan(page, PANS * MOVES));
    await page
      .locator(".react-flow__pane")
      .first()
      .click({ position: { x: 5, y: 5 } });
    await page.keyboard.press("f");
    const between = await done();
    const far = await framesWhile(page, () => pan(page, PANS * MOVES));
    const changes = { changed: between - before, farChanged: (await done()) - between };
    return { open, pan: near, farPan: far, ...changes, heap: await heapOf(page) };
  } finally {
    await context.close();
  }
}

interface Outline {
  readonly steps: readonly { readonly state: string }[];
}
