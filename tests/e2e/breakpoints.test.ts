import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Breakpoints are set and removed by key and in the panel, and a test goes on from where it stands; each test goes on from
// the one before.

let browser: Browser;
let author: Visitor;
let playbook = "";

/** Below each other: all are in sight beside a panel. */
const at = (y: number) => ({ position: { x: y === 0 ? 0 : 240, y } });
const say = (id: string, label: string, content: string, y: number) => ({
  id,
  kind: "action",
  name: id,
  label,
  action: "riposte.comment_alert",
  arguments: { uuid: "AL-SIGNIN1", content },
  ...at(y),
});
const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hand", label: "By hand", trigger: "manual", config: {}, ...at(0) },
    say("first", "Say it first", "First {{ trigger.n }}", 120),
    say("second", "Say it again", "Again", 240),
    say("third", "Say it last", "Last", 360),
  ],
  edges: [
    { from: "t", port: "default", to: "first" },
    { from: "first", port: "default", to: "second" },
    { from: "second", port: "default", to: "third" },
  ],
};

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("breakpoints@example.org", "author") });
  const made = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: "Breakpoints",
    graph: GRAPH,
  });
  playbook = made.id;
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const card = (page: Page, id: string) => page.locator(`[data-step="${id}"]`);
const drawer = (page: Page) => page.getByRole("region", { name: "Drawer" });
const ways = (page: Page, label: string) => drawer(page).getByRole("group", { name: `How ${label} goes on` });

test("B sets a breakpoint and removes it; the sheet of shortcuts and the card say so", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}`);
  await card(page, "first").focus();
  await page.keyboard.press("b");
  await expect(card(page, "first")).toHaveAccessibleName(/breakpoint/);
  await expect(page.getByText("Tests stop before Say it first.")).toBeVisible();
  await page.keyboard.press("b");
  await expect(card(page, "first")).not.toHaveAccessibleName(/breakpoint/);
  await page.keyboard.press("b");
  await expect(card(page, "first")).toHaveAccessibleName(/breakpoint/);
  await card(page, "first").click({ button: "right" });
  const menu = page.getByRole("dialog", { name: "Say it first" });
  await menu.getByRole("option", { name: /^Set a breakpoint/ }).click();
  await expect(card(page, "first")).not.toHaveAccessibleName(/breakpoint/);
  await card(page, "first").focus();
  await page.keyboard.press("b");
  await expect(card(page, "first")).toHaveAccessibleName(/breakpoint/);
  await page.keyboard.press("?");
  await expect(page.getByText("Set a breakpoint, where tests stop, or remove it")).toBeVisible();
  await page.keyboard.press("Escape");
});

test("a condition is written in the panel, and checked", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}?step=second`);
  await page.getByRole("button", { name: "Breakpoint", exact: true }).click();
  const condition = page.getByRole("textbox", { name: "Only where" });
  await condition.click();
  await page.keyboard.type("steps.nowhere.x");
  await page.getByRole("button", { name: "Set a breakpoint" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "no step called" })).toBeVisible();
  await condition.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("trigger.n == 2");
  await page.getByRole("button", { name: "Set a breakpoint" }).click();
  await expect(card(page, "second")).toHaveAccessibleName(/breakpoint/);
  await expect(page.getByText("Only tests of the draft stand there")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change the breakpoint" })).toBeDisabled();
  await expectNothingFound(page);
});

test("the test stands, and goes on from the drawer: on, past what its condition lets by", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}`);
  await page.getByRole("button", { name: "Test", exact: true }).press("Enter");
  await page.getByRole("textbox", { name: "Event", exact: true }).fill('{"n": 1}');
  await page.getByRole("button", { name: "Test the draft" }).press("Enter");
  const goOn = ways(page, "Say it first").getByRole("button", { name: "Go on", exact: true });
  await expect(goOn).toBeVisible({ timeout: 30_000 });
  await goOn.press("Enter");
  await expect(drawer(page).getByText("Done")).toBeVisible({ timeout: 30_000 });
});

test("on the run's page it is stepped over, given other data, and an output stands for it", async () => {
  const { page } = author;
  await page.getByRole("textbox", { name: "Event", exact: true }).fill('{"n": 2}');
  await page.getByRole("button", { name: "Test the draft" }).click();
  await expect(ways(page, "Say it first")).toBeVisible({ timeout: 30_000 });
  await drawer(page).getByRole("link", { name: "Say it first" }).click();
  const first = page.getByRole("form", { name: "How Say it first goes on" });
  await first.getByRole("radio", { name: "It runs on other data" }).click();
  const data = first.getByRole("textbox", { name: "What Say it first is given" });
  await expect(data).toHaveValue(/First 2/);
  await data.fill('{"uuid": 7}');
  await first.getByRole("button", { name: "Step over" }).click();
  await expect(first.getByRole("alert")).toContainText('"uuid"');
  await data.fill('{"uuid": "AL-SIGNIN1", "content": "Changed"}');
  await expectNothingFound(page);
  await first.getByRole("button", { name: "Step over" }).press("Enter");
  await expect(page.getByText(/Given other data by breakpoints@example.org at its breakpoint\./)).toBeVisible(
    {
      timeout: 30_000,
    },
  );

  await card(page, "second").click();
  const second = page.getByRole("form", { name: "How Say it again goes on" });
  await second.getByRole("button", { name: "Step over" }).click({ timeout: 30_000 });
  await card(page, "third").click();
  const third = page.getByRole("form", { name: "How Say it last goes on" });
  await third
    .getByRole("radio", { name: "It does not run: an output stands for it" })
    .check({ timeout: 30_000 });
  await expect(third.getByRole("textbox")).toHaveValue(/content/);
  await third.getByRole("button", { name: "Go on", exact: true }).press("Enter");
  await expect(card(page, "third")).toHaveAccessibleName(/Done$/, { timeout: 30_000 });
  await expect(page.getByText(/its output was given by breakpoints@example.org/)).toBeVisible();
});
