import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { find, press, type } from "./support/hand.ts";
import { command, reach } from "./support/keyboard.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Playbooks that begin as a template: chosen, completed and published.

let browser: Browser;
let author: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("starts@example.org", "author") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

test("by mouse: what is missing stands under the canvas, is added and filled in, and it is published", async () => {
  const { page } = author;
  await page.goto("/playbooks");
  await find(author.hand, "button", "New playbook").click();
  const dialog = page.getByRole("dialog", { name: "New playbook" });
  const templates = dialog.getByRole("list", { name: "Templates", exact: true }).getByRole("article");
  await expect(templates).toHaveCount(11);
  await expectNothingFound(page);
  await dialog.getByRole("searchbox", { name: "Search templates" }).fill("spraying mail");
  await expect(dialog.getByText("No template matches.")).toBeVisible();
  await dialog.getByRole("searchbox", { name: "Search templates" }).fill("spraying");
  await expect(templates).toHaveCount(1);
  await expect(templates.getByRole("img", { name: "Password spraying: 10 steps" })).toBeVisible();
  await expect(templates.getByText("Script group_failures comes with it")).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("templates.use")) asked.push(request.url());
  });
  await dialog.getByRole("button", { name: "Start from this: Password spraying" }).dblclick();

  await expect(page.getByText("Draft · never published")).toBeVisible();
  await expect(page.getByRole("tab", { name: "Template (2)" })).toBeVisible();
  expect(asked).toHaveLength(1);
  await expectNothingFound(page);
  const report = page.getByRole("list", { name: "Import report" });
  await report.getByRole("button", { name: "Add group_failures" }).click();
  await expect(page.getByRole("tab", { name: "Template (1)" })).toBeVisible();
  await expect(page.getByText(/^From the template Password spraying, .* 1 to be seen to\.$/)).toBeFocused();
  await expect(find(author.hand, "button", "Problems: No problems")).toBeVisible();
  await report.getByRole("button", { name: "Fill it in" }).click();
  await expect(find(author.hand, "textbox", "To, entry 1")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("team@soc.test");
  await expect(page.getByRole("tab", { name: "Template", exact: true })).toBeVisible();
  await find(author.hand, "button", "Publish").click();
  await find(author.hand, "button", "Publish version 1").click();
  await expect(page.getByText("As published: v1")).toBeVisible();
});

test("by keyboard: what was typed as its name is kept, a value is filled in, and it is published", async () => {
  const { hand, page } = author;
  await call(api, "playbooks.create", "mutation", { name: "Taken already" });
  await page.goto("/playbooks");
  await find(hand, "heading", "Playbooks").waitFor();
  await command(hand, "Create a playbook");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await type(hand, "Taken already");
  await reach(hand, find(hand, "searchbox", "Search templates"));
  await type(hand, "digest");
  await reach(hand, find(hand, "button", "Start from this: Digest of open alerts"));
  await press(hand, "Enter");
  await expect(page.getByText(/^There is already a playbook called "Taken already"/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await type(hand, "Every morning");
  await reach(hand, find(hand, "button", "Start from this: Digest of open alerts"));
  await press(hand, "Enter");

  await expect(page.getByRole("tab", { name: "Template (1)" })).toBeVisible();
  const drawer = page.locator("[data-region=drawer] :focus");
  await expect.poll(async () => (await press(hand, "F6"), drawer.count())).toBe(1);
  await reach(hand, find(hand, "button", "Fill it in"));
  await press(hand, "Enter");
  await expect(find(hand, "textbox", "To, entry 1")).toBeFocused();
  await press(hand, "ControlOrMeta+a");
  await type(hand, "team@soc.test");
  await expect(page.getByRole("tab", { name: "Template", exact: true })).toBeVisible();
  const publish = find(hand, "button", "Publish");
  await reach(hand, publish, "Shift+Tab");
  await press(hand, "Enter");
  await expect(page.getByLabel("What is new")).toBeFocused();
  await press(hand, "Enter");
  await expect(page.getByText("As published: v1")).toBeVisible();
  const found = await call<{ name: string; enabled: boolean }>(api, "playbooks.get", "query", {
    name: "Every morning",
  });
  expect(found.enabled).toBe(true);
});

test("a playbook that is missing is found among the templates", async () => {
  const { page, complaints } = author;
  const { id } = await call<{ id: string }>(api, "templates.use", "mutation", {
    template: "alert-enrichment",
  });
  await page.goto(`/playbooks/${id}`);
  // The drawer is open as it was left.
  await expect(page.getByRole("tab", { name: "Template (2)" })).toBeVisible();
  await page.getByRole("link", { name: "Start from Look up an address" }).click();
  await expect(page.getByRole("dialog").getByRole("article").first()).toHaveAccessibleName(
    "Look up an address",
  );
  await page.getByRole("button", { name: "Start from this: Look up an address" }).click();
  await expect(page.getByText("Draft · never published")).toBeVisible();
  await page.goto(`/playbooks/${id}`);
  await expect(page.getByRole("tab", { name: "Template (1)" })).toBeVisible();
  expect(complaints).toEqual([]);
});
