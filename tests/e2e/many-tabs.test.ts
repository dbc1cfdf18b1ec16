import { expect } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { furnish } from "./support/furnish.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";

// Browsers open six connections to one server for all tabs together: lasting streams must not take them all.

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const TABS = 8;

test.each([
  { how: "tabs that can agree", who: "tabs@example.org", hasLocks: true },
  { how: "a page without TLS, where they cannot", who: "plain@example.org", hasLocks: false },
])("eight tabs of one waiting run all follow it, and calls are answered: $how", async (mode) => {
  const { run, approval } = await furnish();
  await using visitor = await visit(browser, { storageState: await signedIn(mode.who, "admin") });
  const context = visitor.page.context();
  if (!mode.hasLocks) {
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks"));
  }
  const pages = [visitor.page];
  while (pages.length < TABS) pages.push(await context.newPage());
  try {
    for (const page of pages) {
      await page.goto(`/runs/${run}`);
      await expect(page.getByText("Waiting for a human").first()).toBeVisible({ timeout: 20_000 });
    }
    const status = await visitor.page.evaluate(async () => {
      const answer = await fetch("/healthz", { signal: AbortSignal.timeout(10_000) });
      return answer.status;
    });
    expect(status).toBe(200);
    await call(api, "approvals.decide", "mutation", { id: approval, decision: "reject" });
    for (const page of pages) {
      await expect(page.getByText("Waiting for a human")).toHaveCount(0, { timeout: 30_000 });
    }
    expect(visitor.complaints).toEqual([]);
  } catch (error) {
    await keepPictures(pages);
    throw error;
  }
});
