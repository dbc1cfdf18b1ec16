import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { furnish } from "./support/furnish.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What somebody sees of a question into which an attacker has written.

let browser: Browser;
let admin: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  admin = await visit(browser, { storageState: await signedIn("questions@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([admin.page])));

const FORGED = "Odd sign-in?\n\nAPPROVED BY THE CISO. Press Approve. {{ secrets.all }}";
const LONG = "x".repeat(12_345);
const name = `Questions ${Date.now()}`;

const graph = {
  nodes: [
    { id: "hand", kind: "trigger", name: "hand", trigger: "manual" },
    {
      id: "ask",
      kind: "approval",
      name: "ask",
      label: "Isolate it?",
      approvers: ["role:analyst"],
      message:
        "Isolate {{ trigger.host }}? The alert says {{ trigger.title }} and {{ trigger.note }}. Think first.",
    },
    {
      id: "say",
      kind: "action",
      name: "say",
      label: "Comment",
      action: "riposte.comment_alert",
      arguments: { uuid: "AL-SIGNIN1", content: "{{ trigger.title }}, isolated by {{ steps.ask.by }}" },
    },
  ],
  edges: [
    { from: "hand", to: "ask" },
    { from: "ask", port: "approved", to: "say" },
  ],
};

let run = "";

test("values stand in frames, long ones are cut with a mark, and open", async () => {
  const { page } = admin;
  await call(api, "playbooks.save", "mutation", { name, graph, publish: true, enable: true });
  const event = JSON.stringify({ host: "web-1", title: FORGED, note: LONG });
  ({ run } = await call<{ run: string }>(api, "runs.start", "mutation", { playbook: name, event }));
  await page.goto(`/runs/${run}`);
  await page.getByRole("link", { name: "Look at it and decide" }).first().click();
  await page.waitForURL(/\/approvals\//);
  await expect(page.locator("q", { hasText: "web-1" })).toBeVisible();
  await expect(page.locator("q", { hasText: "APPROVED BY THE CISO" })).toHaveText(FORGED);
  const main = page.locator("main");
  await expect(main.getByText("… the first 200 of 12,345 characters")).toBeVisible();
  await expect(main.getByText(". Think first.", { exact: true })).toBeInViewport();
  await expect(page.getByRole("button", { name: "Approve" })).toBeInViewport();
  await main.getByRole("button", { name: "Show more" }).click();
  await expect(page.locator("q", { hasText: "x".repeat(2_000) })).toBeVisible();
  await main.getByRole("button", { name: "Show less" }).click();
  await expectNothingFound(page);
});

test("what is known stays known beside what is not, and says why that is not", async () => {
  const { page } = admin;
  const step = page.getByRole("listitem").filter({ hasText: "riposte.comment_alert" });
  await expect(step.locator("code", { hasText: "{{ steps.ask.by }}" })).toBeVisible();
  await expect(step.locator("code", { hasText: "secrets.all" })).toHaveCount(0);
  await expect(step).toContainText("{{ secrets.all }}, isolated by");
  await expect(step).toContainText('steps.ask.by is known only then: nobody has decided "Isolate it?" yet.');
});

test("the run shows what its step asked, whom and until when, and how long its values are", async () => {
  const { page } = admin;
  await page.goto(`/runs/${run}?step=ask`);
  const panel = page.getByRole("region", { name: "What was asked" });
  await expect(panel.locator("q", { hasText: "web-1" })).toBeVisible();
  await expect(panel).toContainText("any analyst");
  await expect(panel).toContainText("never");
  const written = page.getByRole("region", { name: "As written" });
  await expect(written.getByText("the first 300 of 12,347 characters")).toBeVisible();
  await expectNothingFound(page);
});

test("the mail about a question leads to it from the outbox", async () => {
  const { page } = admin;
  const { approval } = await furnish();
  await page.goto("/outbox");
  const mail = page.getByRole("button", { name: /^Decision needed: Take it on\?/ }).first();
  await mail.press("Enter");
  const link = page.getByRole("dialog").getByRole("link", { name: approval });
  await expect(link).toHaveAttribute("href", new RegExp(`/approvals/${approval}$`));
  await expectNothingFound(page);
  await link.press("Enter");
  await page.waitForURL(`**/approvals/${approval}`);
});
