import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { inject } from "vitest";
import { handOn } from "./hand.ts";
import type { Hand } from "./hand.ts";

export const stage = inject("stage");

/** Somebody with a browser of their own. */
export interface Visitor extends AsyncDisposable {
  readonly hand: Hand;
  readonly page: Page;
  /** What the browser complained about: errors of ours, and what the content security policy has refused. */
  readonly complaints: readonly string[];
}

export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: stage.url,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    colorScheme: "light",
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    const isOurs = message.type() === "error" && !message.text().startsWith("Failed to load resource");
    if (isOurs || message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
  return {
    hand: handOn(page),
    page,
    complaints,
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** What the browsers showed when a test failed, in a folder that is told. */
export async function keepPictures(pages: readonly Page[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "riposte-e2e-"));
  await Promise.all(pages.map((page, at) => page.screenshot({ path: join(folder, `${at + 1}.png`) })));
  console.error(`What was to be seen when it failed is in ${folder}.`);
}

const PICTURES = join(import.meta.dirname, "../../../docs/pictures");

/** For README and manual; only when RIPOSTE_PICTURES=1 asks for them anew. */
export async function takePicture(
  page: Page,
  name: string,
  prepare?: (page: Page) => Promise<void>,
): Promise<void> {
  if (process.env["RIPOSTE_PICTURES"] !== "1") return;
  const usual = page.viewportSize();
  await prepare?.(page);
  await mkdir(PICTURES, { recursive: true });
  await writeFile(join(PICTURES, `${name}.png`), await untilStill(page));
  if (usual !== null) await page.setViewportSize(usual);
}

const LOOKS = 40;

/** The page as it looks once two looks at it are the same. */
export async function untilStill(page: Page): Promise<Buffer> {
  let last = await page.screenshot({ animations: "disabled", caret: "hide" });
  for (let look = 0; look < LOOKS; look++) {
    await page.waitForTimeout(200);
    const next = await page.screenshot({ animations: "disabled", caret: "hide" });
    if (next.equals(last)) return next;
    last = next;
  }
  throw new Error("The page does not come to rest.");
}
