import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

let browser: Browser;
let reader: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  reader = await visit(browser, { storageState: await signedIn("frozen@example.org", "viewer") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([reader.page])));

/** It takes ten seconds at most; as much again is for a machine that is busy. */
const SOON_MS = 20_000;

test("a server that takes calls and answers none is noticed, and so is that it answers again", async () => {
  const { page } = reader;
  await page.goto("/runs");
  await expect(page.getByRole("heading", { name: "Runs" })).toBeVisible();
  const banner = page.getByRole("alert").filter({ hasText: "Riposte does not answer" });
  await expect(banner).toBeHidden();
  await page.route("**/*", () => {});
  await expect(banner).toBeVisible({ timeout: SOON_MS });
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await expect(banner).toBeHidden({ timeout: SOON_MS });
});
