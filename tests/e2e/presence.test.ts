import type { Browser, Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Two people in one playbook: each sees that the other is there, and where; what both do comes together.

let browser: Browser;
let ann: Visitor;
let bob: Visitor;
let vera: Visitor;
let playbook: string;

const GRAPH = {
  schema: 1,
  nodes: [
    {
      id: "t",
      kind: "trigger",
      name: "hand",
      label: "By hand",
      trigger: "manual",
      config: {},
      position: { x: 0, y: 0 },
    },
    {
      id: "c",
      kind: "action",
      name: "say",
      label: "Say it",
      action: "riposte.comment_alert",
      arguments: { uuid: "AL-SIGNIN1", content: "First", author: "Riposte" },
      position: { x: 320, y: 0 },
    },
    { id: "w", kind: "wait", name: "rest", label: "Rest", seconds: 1, position: { x: 640, y: 0 } },
  ],
  edges: [
    { from: "t", port: "default", to: "c" },
    { from: "c", port: "default", to: "w" },
  ],
};

beforeAll(async () => {
  browser = await launchBrowser();
  const made = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: "Shared",
    graph: GRAPH,
  });
  playbook = made.id;
  ann = await visit(browser, { storageState: await signedIn("ann.lee@example.org", "author") });
  bob = await visit(browser, { storageState: await signedIn("bob@example.org", "author") });
  vera = await visit(browser, { storageState: await signedIn("vera@presence.example", "viewer") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([ann.page, bob.page])));

const others = (page: Page) => page.getByRole("list", { name: "Also here" });
const person = (page: Page, words: string) => others(page).getByText(words, { exact: true });
const initials = (page: Page) => others(page).getByRole("listitem");

test("who opens the same playbook is seen at once, with the step and the field where they are", async () => {
  await ann.page.goto(`/playbooks/${playbook}`);
  await expect(ann.page.locator('[data-step="c"]')).toBeVisible();
  await expect(others(ann.page)).toHaveCount(0);
  await bob.page.goto(`/playbooks/${playbook}`);
  await expect(initials(ann.page)).toHaveText(["Bbob"]);
  await expect(initials(bob.page)).toHaveText(["ALann.lee"]);

  await bob.page.locator('[data-step="c"]').click();
  await expect(person(ann.page, "bob, at Say it")).toBeVisible();
  await expect(ann.page.locator('[data-others-at="c"]')).toHaveText("bob");
  await ann.page.locator('[data-step="c"]').click();
  await bob.page.getByRole("textbox", { name: "Content" }).click();
  await expect(
    ann.page.locator('[data-field="arguments.content"]').getByText("bob", { exact: true }),
  ).toBeVisible();
  await expectNothingFound(ann.page);
});

test("what both change comes together, and nobody's is lost", async () => {
  await bob.page.keyboard.press("ControlOrMeta+a");
  await bob.page.keyboard.type("From Bob");
  const title = ann.page.getByRole("textbox", { name: "Title" });
  await title.fill("Said by two");
  await expect(bob.page.getByRole("textbox", { name: "Title" })).toHaveValue("Said by two");
  await expect(ann.page.getByRole("textbox", { name: "Content" })).toHaveText("From Bob");
  await expect(person(ann.page, "bob, at Said by two")).toBeVisible();
});

test("a viewer is shown as one who looks on", async () => {
  await vera.page.goto(`/playbooks/${playbook}`);
  await expect(person(ann.page, "vera, looks on")).toBeVisible();
  await expect(initials(vera.page)).toHaveCount(2);
  await expect(initials(ann.page)).toHaveCount(2);
});

test("however many are here and whatever it is called: what is done stays on one line", async () => {
  await ann.page.setViewportSize({ width: 1280, height: 800 });
  const name = "Contain a workstation that somebody else has taken over";
  await call(api, "playbooks.publish", "mutation", { name: playbook });
  await ann.page.getByRole("textbox", { name: "Title" }).fill("Said by three");
  const field = ann.page.getByRole("textbox", { name: "Name of the playbook" });
  await field.fill(name);
  await field.press("Enter");
  const standing = ann.page.getByRole("link", { name: /^Draft · / });
  await expect(standing).toBeVisible();
  const middle = async (what: Locator) => {
    const { y, height } = (await what.boundingBox()) ?? { y: 0, height: 0 };
    return Math.round(y + height / 2);
  };
  const test = await middle(ann.page.getByRole("button", { name: "Test", exact: true }));
  for (const one of [ann.page.getByRole("button", { name: "Publish" }), standing]) {
    await expect(one).toBeInViewport({ ratio: 1 });
    expect(Math.abs((await middle(one)) - test)).toBeLessThan(4);
  }
  await expectNothingFound(ann.page);
});

test("who leaves is gone", async () => {
  await bob.page.getByRole("link", { name: "Runs", exact: true }).click();
  await expect(initials(ann.page)).toHaveCount(1);
  await expect(ann.page.locator("[data-others-at]")).toHaveCount(0);
  expect([...ann.complaints, ...bob.complaints, ...vera.complaints]).toEqual([]);
});
