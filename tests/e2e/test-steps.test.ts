import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// An output is pinned, and a draft tested up to a step and one step alone, by keyboard; each test goes on from the one before.

let browser: Browser;
let author: Visitor;
let playbook = "";

const at = (x: number) => ({ position: { x, y: 0 } });
const say = (id: string, label: string, content: string, x: number) => ({
  id,
  kind: "action",
  name: id,
  label,
  action: "riposte.comment_alert",
  arguments: { uuid: "AL-SIGNIN1", content },
  ...at(x),
});
const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hand", label: "By hand", trigger: "manual", config: {}, ...at(0) },
    say("first", "Say it first", "First", 320),
    say("second", "Say it again", "After {{ steps.first.content }}", 640),
    say("open", "Not finished", "{{ steps.nowhere.x }}", 960),
  ],
  edges: [
    { from: "t", port: "default", to: "first" },
    { from: "first", port: "default", to: "second" },
    { from: "second", port: "default", to: "open" },
  ],
};

/** What the first step is to have given. */
const OUTPUT = {
  uuid: "3b1f8a52-5c1e-4c8e-9a55-3a7d2f3c4b5a",
  content: "as it was pinned",
  author: "Riposte",
  date: 1_793_000_060,
  created_by: "Riposte",
  created_by_type: "application",
  unseen: false,
};

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("pins@example.org", "admin") });
  const made = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: "Pins",
    graph: GRAPH,
  });
  playbook = made.id;
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const card = (page: Page, id: string) => page.locator(`[data-step="${id}"]`);
const drawer = (page: Page) => page.getByRole("region", { name: "Drawer" });

async function outcome(page: Page, name: string): Promise<void> {
  const link = drawer(page).getByRole("link", { name: "See what each step did" });
  await expect(link).toBeVisible({ timeout: 30_000 });
  await expect(drawer(page).getByText("Done")).toBeVisible({ timeout: 30_000 });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(name).first()).toBeVisible();
}

test("up to a step: R and Enter; what is not finished behind it keeps nobody from it", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}`);
  await card(page, "second").focus();
  await page.keyboard.press("r");
  const start = page.getByRole("button", { name: "Test up to Say it again" });
  await expect(start).toBeFocused();
  await page.keyboard.press("Enter");
  await outcome(page, "Test up to Say it again");
  await expect(card(page, "second")).toHaveAccessibleName(/Done$/);
  await expect(card(page, "open")).not.toHaveAccessibleName(/Done$/);
});

test("on a small screen the button and what became of the test are in sight", async () => {
  const { page } = author;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(`/playbooks/${playbook}`);
  await card(page, "second").focus();
  await page.keyboard.press("r");
  const start = page.getByRole("button", { name: "Test up to Say it again" });
  await expect(start).toBeInViewport({ ratio: 1 });
  await start.press("Enter");
  const link = drawer(page).getByRole("link", { name: "See what each step did" });
  await expect(link).toBeInViewport({ ratio: 1 });
  await expect(drawer(page).getByText("Done")).toBeInViewport({ ratio: 1, timeout: 30_000 });
  await expect(start).toBeInViewport({ ratio: 1 });
});

test("what became of a test says of which, whatever is chosen to test since", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}`);
  await page.getByRole("button", { name: "Test", exact: true }).press("Enter");
  await expect(drawer(page).getByRole("button", { name: "Test the draft" })).toBeInViewport({ ratio: 1 });
  await expect(drawer(page).getByText("Test up to Say it again", { exact: true })).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("an output is pinned in the panel, and marked on the card; the test takes it", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}`);
  await card(page, "first").focus();
  await page.keyboard.press("Enter");
  const fold = page.getByRole("button", { name: "Pinned output" });
  await fold.focus();
  await page.keyboard.press("Enter");
  const field = page.getByRole("textbox", { name: "What it gives in tests" });
  await expect(page.getByText("It was only simulated: this is an example to change.")).toBeVisible();
  await field.fill("{}");
  const pin = page.getByRole("button", { name: "Pin this output" });
  await pin.press("Enter");
  await expect(page.getByRole("alert")).toContainText('"content" is missing');
  await field.fill(JSON.stringify(OUTPUT));
  await pin.press("Enter");
  await expect(card(page, "first")).toHaveAccessibleName(/pinned/);
  await expect(page.getByText("Tests of the draft take it in the step's place")).toBeVisible();
  await expect(drawer(page).getByText("Pinned, and not carried out: Say it first.")).toBeVisible();
  await expectNothingFound(page);

  await card(page, "second").focus();
  await page.keyboard.press("Shift+R");
  await expect(page.getByRole("button", { name: "Test Say it again alone" })).toBeFocused();
  await page.keyboard.press("Enter");
  await outcome(page, "Test of Say it again alone");
  await card(page, "first").click();
  await expect(page.getByText("Pinned: it was not carried out.")).toBeVisible();
});

test("unpinned, it is carried out again", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}?step=first`);
  await page.getByRole("button", { name: "Pinned output" }).click();
  await page.getByRole("button", { name: "Unpin" }).click();
  await expect(card(page, "first")).not.toHaveAccessibleName(/pinned/);
  await expect(page.getByRole("button", { name: "Pin this output" })).toBeVisible();
});

test("an event that fits what the trigger takes is written by a button", async () => {
  const { page } = author;
  const host = { type: "string", format: "ipv4" };
  const inputs = { type: "object", properties: { host, score: { type: "integer" } }, required: ["host"] };
  const nodes = [{ id: "t", kind: "trigger", name: "asked", trigger: "call", config: { inputs } }];
  const graph = { schema: 1, nodes, edges: [] };
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name: "Fits", graph });
  await page.goto(`/playbooks/${id}`);
  await page.getByRole("button", { name: "Test", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Write one that fits the trigger" }).press("Enter");
  const event = page.getByRole("textbox", { name: "Event", exact: true });
  await expect(event).toHaveValue(JSON.stringify({ host: "192.0.2.7", score: 80 }, null, 2));
});
