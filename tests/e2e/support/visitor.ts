import { mkdir, mkdtemp } from "node:fs/promises";
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

/** Where it fails, what the browsers showed is kept, and the error says where. */
export async function shown(act: () => Promise<void> | undefined, pages: readonly Page[]): Promise<void> {
  try {
    await act();
  } catch (error) {
    const folder = await mkdtemp(join(tmpdir(), "riposte-e2e-"));
    await Promise.all(pages.map((page, at) => page.screenshot({ path: join(folder, `${at + 1}.png`) })));
    throw new Error(`${String(error)}\nWhat was to be seen is in ${folder}.`, { cause: error });
  }
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
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: "disabled", caret: "hide" });
  if (usual !== null) await page.setViewportSize(usual);
}
