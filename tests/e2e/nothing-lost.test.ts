import { expect } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { connect } from "@riposte/db";
import { launchBrowser } from "../support/browser.ts";
import { furnish } from "./support/furnish.ts";
import { signedIn } from "./support/people.ts";
import { keepPictures, stage, visit } from "./support/visitor.ts";
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

test("what was chosen about an unknown outcome outlives a reload, as what was written does", async () => {
  const { page } = admin;
  const { run } = await furnish();
  const { sql, close } = connect(stage.databaseUrl, { max: 1, name: "e2e" });
  try {
    const failure = JSON.stringify({ code: "unknown_outcome", message: "Lost.", retryable: false });
    await sql`update runs set state = 'lost' where id = ${run}`;
    await sql`update step_runs set state = 'unknown', failure = ${failure} where run_id = ${run} and step = 'judge'`;
  } finally {
    await close();
  }
  await page.goto(`/approvals/${run}.judge`);
  const choice = page.getByRole("radio").first();
  await choice.check();
  const reason = page.getByRole("textbox", { name: /^How do you know/ });
  await reason.fill("Seen in its log");
  await page.reload();
  await expect(reason).toHaveValue("Seen in its log");
  await expect(choice).toBeChecked();
});
