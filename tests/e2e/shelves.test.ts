import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Folders, tags, the archive, and what stands in all drafts.

let browser: Browser;
let author: Visitor;

const graph = (message: string) => ({
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hand", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
    { id: "f", kind: "fail", name: "end", label: "Give up", message, position: { x: 320, y: 0 } },
  ],
  edges: [{ from: "t", port: "default", to: "f" }],
});

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("shelves@example.org", "admin") });
  const create = (name: string, message: string) =>
    call(api, "playbooks.create", "mutation", { name, graph: graph(message) });
  await create("Shelf one", "Nobody has a zeppelin");
  await create("Shelf two", "Nothing");
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

async function choose(page: Page, playbook: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${playbook}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}
const named = (page: Page, playbook: string) => page.getByRole("link", { name: playbook, exact: true });

test("a playbook is put into a folder and under tags, by keyboard, and found by them", async () => {
  const { page } = author;
  await page.goto("/playbooks?text=Shelf");
  await page.getByRole("button", { name: "More for Shelf one", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Folder and tags…" }).press("Enter");
  await expect(page.getByLabel("Folder", { exact: true })).toBeFocused();
  await page.keyboard.type("Air/Ships");
  await page.keyboard.press("Tab");
  await page.keyboard.type("night, slow");
  await page.keyboard.press("Enter");
  const shelves = page.getByRole("navigation", { name: "Folders and tags" });
  await shelves.getByRole("link", { name: /^Air/ }).click();
  await expect(named(page, "Shelf one")).toBeVisible();
  await expect(named(page, "Shelf two")).toHaveCount(0);
  await expectNothingFound(page);
  await shelves.getByRole("button", { name: "Rename or move Air" }).click();
  await page.getByLabel("Folder", { exact: true }).fill("Sky");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(page).toHaveURL(/folder=Sky/);
  await expect(page.getByRole("link", { name: "Sky/Ships" })).toBeVisible();
  await shelves.getByRole("link", { name: /^slow/ }).click();
  await expect(named(page, "Shelf one")).toBeVisible();
});

test("what stands in a step is found from the list, and leads to the step", async () => {
  const { page } = author;
  await page.goto("/playbooks");
  await page.getByRole("searchbox", { name: "Search playbooks" }).fill("ZEPPELIN");
  const found = page.getByRole("region", { name: "Found in steps" });
  await expect(found).toContainText("Nobody has a zeppelin");
  await found.getByRole("link", { name: /^Give up, Message/ }).click();
  await expect(page).toHaveURL(/step=end/);
  await expect(page.locator('[data-step="f"]')).toBeVisible();
});

test("a duplicate stands beside it; what is archived is out of the way until it is brought back", async () => {
  const { page, complaints } = author;
  await page.goto("/playbooks?text=Shelf");
  await choose(page, "Shelf one", "Duplicate");
  await expect(named(page, "Shelf one copy")).toBeVisible();
  await choose(page, "Shelf one", "Archive");
  await expect(named(page, "Shelf one")).toHaveCount(0);
  await page.getByRole("link", { name: /^Archived/ }).click();
  await expect(named(page, "Shelf one")).toBeVisible();
  await expectNothingFound(page);
  await choose(page, "Shelf one", "Bring back");
  await expect(named(page, "Shelf one")).toHaveCount(0);
  await page.getByRole("link", { name: "All playbooks" }).click();
  await page.getByRole("searchbox", { name: "Search playbooks" }).fill("Shelf");
  await expect(named(page, "Shelf one")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("the editor says that its playbook is archived, also when somebody archives it meanwhile, and brings it back", async () => {
  const { page, complaints } = author;
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: "Shelf three",
    graph: graph("Three"),
  });
  await page.goto(`/playbooks/${id}`);
  const publish = page.getByRole("button", { name: "Publish", exact: true });
  const banner = page.getByRole("region", { name: "Archived" });
  await expect(publish).toBeVisible();
  await expect(banner).toHaveCount(0);
  await call(api, "playbooks.archive", "mutation", { name: id });
  await expect(banner).toContainText("This playbook is archived.");
  await expect(publish).toHaveCount(0);
  await expect(page.getByRole("switch", { name: "Shelf three is on" })).toHaveCount(0);
  await page.reload();
  await expect(banner).toBeVisible();
  await expectNothingFound(page);
  await banner.getByRole("button", { name: "Bring back" }).press("Enter");
  await expect(banner).toHaveCount(0);
  await expect(publish).toBeVisible();
  await expect(page.locator("body")).not.toBeFocused();
  expect(complaints).toEqual([]);
});
