import { expect } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What a key pressed by mistake must not throw away.

let browser: Browser;
let admin: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  admin = await visit(browser, { storageState: await signedIn("keeper@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([admin.page])));

test("Escape asks before a link that is shown only now is gone", async () => {
  const { page } = admin;
  await page.goto("/people");
  await page.getByRole("button", { name: "Invite somebody" }).first().click();
  await page.getByRole("textbox", { name: "E-mail" }).fill("once@example.org");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/#/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alert").filter({ hasText: "nobody can read it again" })).toBeVisible();
  await expect(link).toHaveValue(/#/);
  await page.getByRole("button", { name: "Go on showing it" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(link).not.toBeAttached();
});

test("a new playbook's name outlives Escape, and is refused in words", async () => {
  const { page } = admin;
  await page.goto("/playbooks");
  await page.getByRole("button", { name: "New playbook" }).click();
  const name = page.getByRole("textbox", { name: /^Name/ });
  await page.getByRole("button", { name: "Create and draw" }).click();
  await expect(page.getByText("A playbook needs a name.")).toBeVisible();
  await name.fill("x".repeat(250));
  await page.getByRole("button", { name: "Create and draw" }).click();
  await expect(page.getByText("this one has 250")).toBeVisible();
  await expect(name).toHaveValue("x".repeat(250));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alert").filter({ hasText: "is not created" })).toBeVisible();
  await expect(name).toHaveValue("x".repeat(250));
  await page.getByRole("button", { name: "Discard what was typed" }).click();
  await expect(name).not.toBeAttached();
});
