import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { drawnAnew, stateOf } from "./support/backtested.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// A draft held against what its playbook's last runs met, before it is published.

let browser: Browser;
let author: Visitor;
let playbook: string;
let runs: readonly string[];

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("backtests@example.org", "author") });
  ({ playbook, runs } = await drawnAnew("Backtested", [10, 60, 90]));
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

test("the draft is held against the last runs: what differs is a row, what does not is folded", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}`);
  await page.getByRole("tab", { name: "Backtest" }).click();
  await page.getByRole("button", { name: "Backtest the draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Backtest of Backtested" })).toBeVisible();
  await expect(page.getByText("2 of 3 runs would go otherwise", { exact: true })).toBeVisible();
  const different = page.getByRole("table", { name: "Runs that would go otherwise" });
  await expect(different.getByRole("row").filter({ hasText: "score 60" })).toContainText(
    /Is it high\?\s*yes → else.*Say it\s*done → not taken/,
  );
  await expect(different.getByRole("row").filter({ hasText: "score 90" })).toContainText(
    "Say it sends something else",
  );
  await expect(page.getByText("1 run would go as before")).toBeVisible();
  await expectNothingFound(page);
});

test("one of them opens: the run beside what the draft would have done and sent", async () => {
  const { page, complaints } = author;
  await page.getByRole("link", { name: "score 90" }).click();
  const ran = page.getByRole("region", { name: "Version 1 ran: done" });
  const would = page.getByRole("region", { name: "The draft would: done" });
  await expect(ran.locator('[data-step="c"]')).toHaveAccessibleName(/Done$/);
  await expect(would.locator('[data-step="c"]')).toHaveAccessibleName(/Done$/);
  const sent = page.getByRole("region", { name: "What Say it sends, before and now" });
  await expect(sent).toContainText("Score 90");
  await expect(sent).toContainText("Now 90");
  await page
    .getByRole("region", { name: "What is different" })
    .getByRole("button", { name: "Say it" })
    .click();
  await expect(page.getByRole("region", { name: "Say it", exact: true })).toContainText("Not sent.");
  await expectNothingFound(page);

  await page.goBack();
  await page.getByRole("link", { name: "score 60" }).click();
  await expect(would.locator('[data-step="c"]')).toHaveAccessibleName(/Skipped$/);
  expect(complaints).toEqual([]);
});

test("it is no run: no list has it, and deleting it leaves the runs", async () => {
  const { page } = author;
  const { runs: listed } = await call<{ runs: { id: string }[] }>(api, "runs.list", "query", { playbook });
  expect(listed.map(({ id }) => id).toSorted()).toEqual(runs.toSorted());
  await page.getByRole("link", { name: "Backtest", exact: true }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete the backtest" }).click();
  await expect(page).toHaveURL(new RegExp(`/playbooks/${playbook}`));
  expect(await call(api, "backtests.list", "query", { playbook })).toEqual([]);
  expect(await stateOf(runs[0] ?? "")).toBe("done");
});
