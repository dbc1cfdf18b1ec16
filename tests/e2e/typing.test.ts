import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, test } from "vitest";
import { galleryGraph } from "../bench-web/gallery-graph.ts";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { countDrawn } from "./support/count-drawn.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// In a large playbook a key draws the field it was typed into; everything else follows after its paint.

let browser: Browser;
let author: Visitor;
let drawn: Awaited<ReturnType<typeof countDrawn>>;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("typing@example.org", "admin") });
  drawn = await countDrawn(author.page);
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const cardOf = (page: Page, step: string) => page.locator(`[data-step="${step}"]`);

async function open(page: Page): Promise<string> {
  const input = { name: `Typed ${Date.now()}`, graph: galleryGraph(300, "drawn") };
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", input);
  await page.goto(`/playbooks/${id}?step=step_2`);
  await expect(cardOf(page, "step_2")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Problems/ })).not.toContainText("Checking");
  return id;
}

const FIELDS = [
  {
    what: "a template",
    find: (page: Page) => page.locator('[data-field="arguments.content"] [contenteditable]'),
  },
  { what: "the title", find: (page: Page) => page.getByRole("textbox", { name: "Title" }) },
] as const;

describe.each(FIELDS)("into $what", ({ find }) => {
  test("a key draws no card before it is painted, and its own after that", async () => {
    const { page } = author;
    await open(page);
    const field = find(page);
    await field.click();
    await page.keyboard.press("End");
    await page.keyboard.press("a");
    await expect(page.locator('[data-saving="saved"]')).toBeVisible();
    await expect(cardOf(page, "step_2")).toHaveAccessibleName(/2a\b/);

    await page.keyboard.press("b");
    await expect.poll(async () => (await drawn.sinceKey()).cards).toEqual(["step_2"]);
    const { parts, cards } = await drawn.byKey();
    expect(cards).toEqual([]);
    const { panel = 0, bar = 0, around = 0, ...others } = parts;
    expect(others).toEqual({});
    expect(panel).toBeGreaterThan(0);
    expect(panel).toBeLessThan(150);
    // That it is not saved yet.
    expect(bar + around).toBeLessThan(10);
    await expect(cardOf(page, "step_2")).toHaveAccessibleName(/2ab\b/);
  });

  test("what is typed right before a reload is there after it", async () => {
    const { page } = author;
    const playbook = await open(page);
    const field = find(page);
    await field.click();
    await page.keyboard.press("End");
    await page.keyboard.type(" and more");
    await page.reload();
    await expect(cardOf(page, "step_2")).toHaveAccessibleName(/2 and more\b/);
    const stored = async () => {
      const { graph } = await call<Draft>(api, "playbooks.draft", "query", { playbook });
      return JSON.stringify(graph.nodes.find(({ id }) => id === "step_2"));
    };
    await expect.poll(stored).toContain("2 and more");
  });
});

interface Draft {
  readonly graph: { readonly nodes: readonly { readonly id: string }[] };
}
