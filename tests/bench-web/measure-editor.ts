import type { Browser, Page } from "@playwright/test";
import { placeOnCanvas } from "./place-on-canvas.ts";
import { drag, framesWhile, heapOf, OPENED_AFTER, pan } from "./frames.ts";

interface Where {
  readonly url: string;
  readonly token: string;
  readonly playbook: string;
}

/** One opening in a browser that has never been there, and what one does then; milliseconds and MB. */
export interface MeasuredEditor {
  readonly open: number;
  readonly drag: readonly number[];
  readonly pan: readonly number[];
  readonly farDrag: readonly number[];
  readonly farPan: readonly number[];
  readonly paints: readonly number[];
  readonly diagnostics: number;
  readonly heap: number;
}

const LETTERS = "a sentence as people type it";
const BETWEEN_KEYS_MS = 80;

/** From when a key is pressed until what it changed is painted. */
const COUNT_PAINTS = `{
  const paints = [];
  let pressed = 0;
  addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), { capture: true });
  addEventListener("input", () => {
    const from = pressed;
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => paints.push(performance.now() - from);
      painted.port2.postMessage(null);
    });
  }, { capture: true });
  globalThis.benchPaints = paints;
  globalThis.benchPressed = () => pressed;
}`;

/** From the last key until a field is marked wrong. */
const DIAGNOSED = `new Promise((resolve) => {
  const look = () => {
    if (document.querySelector("[data-field][data-wrong]") === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => resolve(performance.now() - benchPressed()));
  };
  look();
})`;

export async function measureEditor(
  browser: Browser,
  { url, token, playbook }: Where,
): Promise<MeasuredEditor> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  try {
    const page = await context.newPage();
    await page.goto(`${url}/playbooks/${playbook}`);
    const open = await page.evaluate<number>(OPENED_AFTER);
    await page.waitForTimeout(1_500);
    const near = {
      drag: await framesWhile(page, async () => drag(page, await placeOf(page, "step_1"))),
      pan: await framesWhile(page, () => pan(page)),
    };
    await page.keyboard.press("f");
    await page.waitForTimeout(1_500);
    const far = {
      farPan: await framesWhile(page, () => pan(page)),
      farDrag: await framesWhile(page, async () => drag(page, await placeOnCanvas(page, JOIN))),
    };
    const heap = await heapOf(page);
    return {
      open,
      ...near,
      ...far,
      heap,
      ...(await typed(page, `${url}/playbooks/${playbook}?step=step_2`)),
    };
  } finally {
    await context.close();
  }
}

async function typed(page: Page, address: string) {
  await page.goto(address);
  const field = page.locator('[data-field="arguments.content"] [contenteditable]');
  await field.click();
  await page.keyboard.press("Control+End");
  await page.waitForTimeout(1_500);
  await page.evaluate(COUNT_PAINTS);
  await page.keyboard.type(LETTERS, { delay: BETWEEN_KEYS_MS });
  await page.waitForTimeout(1_500);
  const paints = await page.evaluate<number[]>("benchPaints");
  await page.keyboard.insertText(" {{ nowhere.at_all ");
  await page.keyboard.press("}");
  await page.keyboard.press("}");
  return { paints, diagnostics: await page.evaluate<number>(DIAGNOSED) };
}

async function placeOf(page: Page, step: string): Promise<Point> {
  const box = await page.locator(`[data-step="${step}"]`).boundingBox();
  if (box === null) throw new Error(`${step} is not to be seen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middle of the first join. */
const JOIN: Point = { x: 1_800, y: 32 };
