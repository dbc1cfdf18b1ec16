import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { choose, click, clickOn, find, press, startsWith, type } from "./support/hand.ts";
import { signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("webhook, condition and mail take as little as docs/measurements.md says", async ({ onTestFailed }) => {
  const storageState = await signedIn("quick@example.org", "admin");
  const { hand, page } = await visit(browser, { storageState });
  onTestFailed(() => keepPictures([page]));
  await page.goto("/playbooks");

  await click(hand, "button", "New playbook");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await type(hand, "Tell");
  await press(hand, "Enter");
  await clickOn(hand, find(hand, "button", startsWith("Webhook")), "Webhook");
  await choose(hand, "Condition");
  await expect(find(hand, "textbox", "If")).toBeFocused();
  await type(hand, "trigger.body.score > 50");
  await clickOn(hand, find(hand, "button", "Add a step after Condition, on yes"), "+");
  await choose(hand, "Send e-mail");
  await expect(find(hand, "textbox", "To, entry 1")).toBeFocused();
  await type(hand, "soc@example.org");
  await press(hand, "Tab", "Tab");
  await expect(find(hand, "textbox", "Subject")).toBeFocused();
  await type(hand, "High score");
  await press(hand, "Tab");
  await type(hand, "Look");
  await click(hand, "button", "Publish");
  await expect(page.getByLabel("What is new")).toBeFocused();
  await press(hand, "Enter");
  await expect(page.getByText("As published: v1")).toBeVisible();
  await expect(find(hand, "switch", "Tell is on")).toBeChecked();

  const { clicks, drags, keys } = hand.effort;
  console.log(`webhook → condition → mail, published: ${clicks} clicks, ${drags} drags, ${keys} keys`);
  const told = await readFile(join(import.meta.dirname, "../../docs/measurements.md"), "utf8");
  const row = told.split("\n").find((line) => line.startsWith("| Riposte"));
  expect(row?.match(/\d+/g)?.map(Number)).toEqual([clicks, drags, keys]);
});
