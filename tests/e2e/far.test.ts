import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { galleryGraph } from "../bench-web/gallery-graph.ts";
import { placeOnCanvas } from "../bench-web/place-on-canvas.ts";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// A large playbook from afar is one picture, and everything is done with it that is done with cards.

let browser: Browser;
let author: Visitor;
let playbook: string;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("far@example.org", "admin") });
  const input = { name: `Far ${Date.now()}`, graph: galleryGraph(300, "drawn") };
  ({ id: playbook } = await call<{ id: string }>(api, "playbooks.create", "mutation", input));
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const chosen = (page: Page) => page.locator('[data-step][aria-pressed="true"]');

test("from afar the cards are one picture; a click beside a small card selects it, and arrows go on", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}`);
  await expect(page.locator('[data-step="step_1"]')).toBeVisible();
  await page.keyboard.press("f");
  await expect(page.locator("[data-far-layer]")).toBeAttached();
  await expect.poll(() => page.locator("[data-step]").count()).toBeLessThan(5);
  // Above the first join.
  const { x, y } = await placeOnCanvas(page, { x: 1_800, y: 0 });
  await page.mouse.move(x, y - 4);
  await expect(page.locator('[data-step="step_6"]')).toBeAttached();
  await page.mouse.click(x, y - 4);
  await expect(chosen(page)).toHaveAttribute("data-step", "step_6");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator('[data-step="step_7"]')).toBeFocused();
});

test("it is dragged as it is from near", async () => {
  const { page } = author;
  const from = await placeOnCanvas(page, { x: 1_800, y: 32 });
  await page.mouse.move(from.x, from.y);
  await expect(page.locator('[data-step="step_6"]')).toBeAttached();
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 40, { steps: 5 });
  await page.mouse.up();
  const height = async () => {
    const { graph } = await call<Draft>(api, "playbooks.draft", "query", { playbook });
    return graph.nodes.find(({ id }) => id === "step_6")?.position.y;
  };
  await expect.poll(height).toBeLessThan(-100);
});

interface Draft {
  readonly graph: { readonly nodes: readonly { readonly id: string; readonly position: { y: number } }[] };
}

test("a box selects what is in it, and near again cards are cards", async () => {
  const { page } = author;
  const from = await placeOnCanvas(page, { x: 300, y: 200 });
  const to = await placeOnCanvas(page, { x: 3_000, y: 520 });
  await page.keyboard.down("Shift");
  await page.locator(".react-flow__pane.selection").waitFor();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(page.getByText("9 steps", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("0");
  await expect(page.locator("[data-far-layer]")).not.toBeAttached();
  await expect.poll(() => page.locator("[data-step]").count()).toBeGreaterThan(3);
});
