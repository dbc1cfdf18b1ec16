import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { hookOf } from "./support/fire.ts";
import {
  card,
  choose,
  click,
  clickOn,
  drag,
  find,
  middleOf,
  press,
  startsWith,
  type,
} from "./support/hand.ts";
import { signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// A loop is drawn with the mouse, published and run, and one of its iterations looked at.

let browser: Browser;
let author: Visitor;
let playbook: string;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("loops@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

/** However little room there is for the names: the number of an iteration tells its line from the others. */
async function expectNumbersInSight(): Promise<void> {
  const frame = author.page.getByRole("region", { name: "Steps", exact: true });
  await frame.evaluate((element: { style: { width: string } }) => {
    element.style.width = "150px";
  });
  const line = frame.getByRole("treeitem", { name: "Divide For each 3" });
  const [outer, number] = [
    await line.boundingBox(),
    await line.getByText("3", { exact: true }).boundingBox(),
  ];
  if (outer === null || number === null) throw new Error("The line is not in sight.");
  expect(number.x + number.width).toBeLessThanOrEqual(outer.x + outer.width);
  await author.page.reload();
}

test("a loop with two steps is drawn by mouse: they lie in its frame", async () => {
  const { hand, page } = author;
  playbook = `Loops ${Date.now()}`;
  await page.goto("/playbooks");
  await click(hand, "button", "New playbook");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await type(hand, playbook);
  await press(hand, "Enter");
  await clickOn(hand, find(hand, "button", startsWith("Webhook")), "Webhook");
  await choose(hand, "For each");
  await expect(find(hand, "textbox", "For each of")).toBeFocused();
  await type(hand, "{{ trigger.body.numbers }}");
  await clickOn(hand, page.getByLabel("When an iteration fails"), "When an iteration fails");
  await click(hand, "option", "Go on, with null in its place");

  await clickOn(hand, find(hand, "button", "Add a step after For each, on each"), "+");
  await choose(hand, "Set variables");
  await clickOn(hand, find(hand, "textbox", "Value"), "Value");
  await type(hand, "{{ item }}");
  await clickOn(hand, find(hand, "button", "Add a step after Set variables"), "+");
  await choose(hand, "Set variables");
  await clickOn(hand, find(hand, "textbox", "Title"), "Title");
  await press(hand, "ControlOrMeta+a");
  await type(hand, "Divide");
  await clickOn(hand, find(hand, "textbox", "Value"), "Value");
  await type(hand, "{{ 10 // item }}");

  await press(hand, "Escape");
  await page.getByText("Saved", { exact: true }).waitFor();
  const frame = page.locator('[data-frame="For each"]');
  await expect
    .poll(async () => {
      const [outer, inner] = [await frame.boundingBox(), await card(hand, "Divide").boundingBox()];
      return (
        outer !== null && inner !== null && inner.x > outer.x && inner.x + inner.width < outer.x + outer.width
      );
    })
    .toBe(true);
  await expectNothingFound(author.page);
});

test("a step that is dragged out of the frame is told of, and Ctrl+Z brings it back with its connection", async () => {
  const { hand, page } = author;
  const frame = await page.locator('[data-frame="For each"]').boundingBox();
  if (frame === null) throw new Error("The frame is not in sight.");
  const from = await middleOf(card(hand, "Divide"));
  await drag(hand, card(hand, "Divide"), { x: from.x, y: frame.y + frame.height + 140 });
  await expect(page.getByText('"Divide" no longer stands in the loop. 1 connection')).toBeVisible();
  await expect(page.getByRole("group", { name: "From Set variables to Divide" })).toHaveCount(0);
  await press(hand, "ControlOrMeta+z");
  await expect(page.getByRole("group", { name: "From Set variables to Divide" })).toHaveCount(1);
});

test("published and run, the loop says how far it came, and each iteration what it did", async () => {
  const { hand, page } = author;
  await click(hand, "button", "Publish");
  await expect(page.getByLabel("What is new")).toBeFocused();
  await press(hand, "Enter");
  await expect(page.getByText("As published: v1")).toBeVisible();
  const { url, secret } = await hookOf(playbook);
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-riposte-secret": secret },
    body: JSON.stringify({ numbers: [1, 5, 0] }),
  });
  const { run } = (await answer.json()) as { run: string };
  await page.goto(`/runs/${run}`);
  const steps = page.getByRole("tree", { name: "Steps of the run" });
  await expect(steps.getByRole("treeitem")).toHaveCount(7, { timeout: 60_000 });
  // Its own line stands above those of its iterations, also after it was done.
  await steps.getByRole("treeitem").first().click();
  await expect(page.getByRole("region", { name: "Step For each" })).toContainText(
    "2 of 3 iterations done, 1 failed",
  );
  await expect(card(hand, "For each")).toHaveAccessibleName(/2 of 3 iterations done, 1 failed/);

  const first = steps.getByRole("treeitem", { name: "Divide For each 1" });
  await press(hand, "ArrowLeft");
  await expect(steps.getByRole("treeitem").first()).toHaveAttribute("aria-expanded", "false");
  await expect(first).toHaveCount(0);
  await press(hand, "ArrowRight");
  await first.click();
  await expectNumbersInSight();
  const iterations = page.getByRole("listbox", { name: "Iterations of Divide" });
  await expect(iterations.getByRole("option")).toHaveCount(3);
  await iterations.getByRole("option", { name: "For each 2" }).click();
  await expect(
    page.getByRole("region", { name: "Step Divide" }).getByText("For each 2").first(),
  ).toBeVisible();
  await expect(page.getByRole("tree", { name: "Output" })).toContainText("2");
  await page
    .getByRole("region", { name: "Step Divide" })
    .getByRole("switch", { name: "Failed only (1)" })
    .click();
  await expect(iterations.getByRole("option")).toHaveCount(1);
  await iterations.getByRole("option", { name: "For each 3" }).click();
  await expect(page.getByRole("region", { name: "Step Divide" })).toContainText("zero");
  await expectNothingFound(author.page);
  expect(author.complaints).toEqual([]);
});
