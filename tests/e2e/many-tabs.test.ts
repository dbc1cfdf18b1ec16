import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
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

test("a hidden page lets its stream go, and catches up when it is shown", async () => {
  const { run, approval } = await furnish();
  await using visitor = await visit(browser, { storageState: await signedIn("hidden@example.org", "admin") });
  const { page } = visitor;
  const streams = new Set<unknown>();
  page.on("request", (request) => request.url().includes("runs.live") && streams.add(request));
  page.on("requestfailed", (request) => streams.delete(request));
  page.on("requestfinished", (request) => streams.delete(request));
  const turn = (state: string) =>
    page.evaluate(
      `Object.defineProperty(document, "visibilityState", { value: "${state}", configurable: true });
       document.dispatchEvent(new Event("visibilitychange"));`,
    );
  const waiting = page.getByText("Waiting for a human");

  await page.goto(`/runs/${run}`);
  await expect.poll(() => streams.size).toBe(1);
  await expect(waiting.first()).toBeVisible();
  await turn("hidden");
  await expect.poll(() => streams.size).toBe(0);
  await call(api, "approvals.decide", "mutation", { id: approval, decision: "reject" });
  await turn("visible");
  await expect(waiting).toHaveCount(0, { timeout: 20_000 });
});
