import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { furnish } from "./support/furnish.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What others do while a page is open: it is seen there, and the keyboard stays where one was.

let browser: Browser;
let analyst: Visitor;

const EMAIL = "changes-role@example.org";
const setRole = (role: string) => call(api, "people.setRole", "mutation", { id: EMAIL, role });

beforeAll(async () => {
  browser = await launchBrowser();
  analyst = await visit(browser, { storageState: await signedIn(EMAIL, "analyst") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([analyst.page])));

test("who approves by keyboard has the focus on the outcome, also where somebody was quicker", async () => {
  const { page } = analyst;
  const mine = await furnish();
  await page.goto(`/approvals/${mine.approval}`);
  await page.getByRole("button", { name: "Approve", exact: true }).press("Enter");
  await expect(page.locator(":focus")).toContainText("You approved it.");

  const theirs = await furnish();
  await page.goto(`/approvals/${theirs.approval}`);
  await page.getByRole("button", { name: "Reject", exact: true }).focus();
  await call(api, "approvals.decide", "mutation", { id: theirs.approval, decision: "approve" });
  await expect(page.locator(":focus")).toContainText("The run is now");

  await page.reload();
  await expect(page.getByText("The run is now")).toBeVisible();
  await expect(page.locator("body")).toBeFocused();
});

test("while one's own decision is sent, the page never takes it for another's, and the focus stays", async () => {
  const { page } = analyst;
  const { approval } = await furnish();
  let answer = () => {};
  const isAnswered = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/trpc/approvals.decide**", async (route) => {
    const response = await route.fetch();
    await isAnswered;
    await route.fulfill({ response });
  });
  await page.goto(`/approvals/${approval}`);
  await page.getByRole("textbox", { name: "Comment" }).fill("Looked at it.");
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  await approve.press("Enter");
  await expect(page.getByRole("definition").filter({ hasText: "Looked at it." })).toBeVisible();
  await expect(approve).toBeFocused();
  await expect(approve).toHaveAttribute("aria-busy", "true");
  await expect(page.getByText("not counted")).toHaveCount(0);
  answer();
  await expect(page.locator(":focus")).toContainText("You approved it.");
  await page.unrouteAll({ behavior: "wait" });
});

test("another role is found while the approvals are open", async () => {
  const { page } = analyst;
  const { approval } = await furnish();
  await setRole("viewer");
  await page.goto("/approvals?show=all");
  const row = page.locator(`a[href="/approvals/${approval}"]`);
  await expect(row).toBeVisible();
  await expect(row).not.toContainText("You can decide it");
  await setRole("analyst");
  await expect(row).toContainText("You can decide it", { timeout: 30_000 });
  await setRole("viewer");
  await expect(row).not.toContainText("You can decide it", { timeout: 30_000 });
});

test("an empty canvas says that it is not known yet how a playbook can start", async () => {
  const { page } = analyst;
  await setRole("author");
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name: "Slow catalogue" });
  let answer = () => {};
  const isAsked = new Promise<void>((resolve) => (answer = resolve));
  let isFirst = true;
  await page.route("**/trpc/catalogue.get**", async (route) => {
    if (isFirst) {
      isFirst = false;
      await route.fulfill({ status: 503 });
      return;
    }
    await isAsked;
    await route.continue();
  });
  await page.goto(`/playbooks/${id}`);
  const first = page.getByRole("region", { name: "First step" });
  await expect(first.locator("[aria-busy=true] > *").first()).toBeVisible();
  answer();
  await expect(first.getByRole("button").first()).toBeVisible();
  await expect(first.locator("[aria-busy=true]")).toHaveCount(0);
});

test("a webhook's secret that is shown is read again when one comes back to the window", async () => {
  const { page } = analyst;
  const graph = {
    schema: 1,
    nodes: [
      { id: "t", kind: "trigger", name: "hook", trigger: "webhook", config: { auth: { mode: "hmac" } } },
      { id: "s", kind: "stop", name: "end", position: { x: 336, y: 0 } },
    ],
    edges: [{ from: "t", port: "default", to: "s" }],
  };
  const made = { name: "Rotated elsewhere", graph, publish: true };
  const { id } = await call<{ id: string }>(api, "playbooks.save", "mutation", made);
  await page.goto(`/playbooks/${id}?step=hook`);
  await page.getByRole("button", { name: "Show address and secret" }).click();
  const shown = page.getByRole("region", { name: "Webhook" });
  await expect(shown).toBeVisible();
  const { secret } = await call<{ secret: string }>(api, "playbooks.rotateHookSecret", "mutation", {
    name: id,
  });
  await expect(shown).not.toContainText(secret);
  await page.evaluate('window.dispatchEvent(new Event("focus"))');
  await expect(shown).toContainText(secret);
  expect(analyst.complaints).toEqual([]);
});
