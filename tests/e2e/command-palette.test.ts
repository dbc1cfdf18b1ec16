import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { find, press, type } from "./support/hand.ts";
import { command } from "./support/keyboard.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Whatever the bars of the editor offer is found by its name as well.

let browser: Browser;
let author: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("commands@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const NAME = "Commanded";
const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hand", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
    { id: "s", kind: "stop", name: "enough", label: "Enough", position: { x: 336, y: 96 } },
  ],
  edges: [{ from: "t", port: "default", to: "s" }],
};

test("a draft is tidied up, published, switched off and compared by the command palette alone", async () => {
  const { hand, page } = author;
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: NAME,
    graph: GRAPH,
  });
  await page.goto(`/playbooks/${id}`);
  await page.locator('[data-step="s"]').waitFor();
  await page.locator('[data-step="s"]').focus();
  await press(hand, "ControlOrMeta+k");
  await expect(page.getByRole("textbox", { name: "Go to, or do" })).toBeFocused();
  await press(hand, "Escape");
  await expect(page.locator('[data-step="s"]')).toBeFocused();
  await command(hand, "Tidy up");
  await expect(find(hand, "button", "Undo")).toBeEnabled();
  await expect(page.locator('[data-step="s"]')).toBeFocused();

  await command(hand, "Publish the draft");
  await expect(page.getByLabel("What is new")).toBeFocused();
  await type(hand, "By command");
  await press(hand, "Enter");
  await expect(page.getByText("As published: v1")).toBeVisible();
  const isOn = find(hand, "switch", `${NAME} is on`);
  await expect(isOn).toBeChecked();
  await command(hand, `Switch ${NAME} off`);
  await expect(isOn).not.toBeChecked();

  // What cannot be done says why.
  await command(hand, "Publish the draft");
  await expect(page.getByText("Version 1 is this already.")).toBeVisible();

  await command(hand, "Compare the draft with a version");
  await expect(page).toHaveURL(new RegExp(`/playbooks/${id}/versions`));
  expect(author.complaints).toEqual([]);
});

test("who publishes by keyboard is at the button again, and at the problem that stands in the way", async () => {
  const { hand, page } = author;
  const told = { id: "s", kind: "fail", name: "enough", label: "Enough", position: { x: 336, y: 0 } };
  const graph = { ...GRAPH, nodes: [GRAPH.nodes[0], { ...told, message: "{{ steps.nobody.x }}" }] };
  const made = { name: "Published by key", graph };
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", made);
  await page.goto(`/playbooks/${id}`);
  const publish = find(hand, "button", "Publish");
  await page.getByRole("button", { name: "Problems: 1 error" }).waitFor();
  await publish.focus();
  const show = find(hand, "button", "Show the problems");
  await press(hand, "Enter");
  await expect(show).toBeFocused();
  await press(hand, "Escape");
  await expect(publish).toBeFocused();
  await press(hand, "Enter");
  await expect(show).toBeFocused();
  await press(hand, "Enter");
  const problem = page.getByRole("list", { name: "Problems" }).getByRole("button");
  await expect(problem).toBeFocused();
  await press(hand, "Enter");
  const message = find(hand, "textbox", "Message");
  await expect(message).toBeFocused();
  await press(hand, "ControlOrMeta+a");
  await type(hand, "Enough is enough.");
  await find(hand, "button", "Problems: No problems").waitFor();

  await command(hand, "Publish the draft");
  await expect(page.getByLabel("What is new")).toBeFocused();
  await press(hand, "Escape");
  await expect(publish).toBeFocused();
  await press(hand, "Enter");
  await expect(page.getByLabel("What is new")).toBeFocused();
  await press(hand, "Enter");
  await expect(page.getByText("As published: v1")).toBeVisible();
  await expect(publish).toBeFocused();
  // Why it cannot be pressed once more is read where it has the keyboard.
  await expect(page.getByRole("tooltip", { name: "Version 1 is this already" })).toBeVisible();
});

test("each page of the drawer, and each tool of the canvas, is found by its name", async () => {
  const { hand, page } = author;
  await page.goto(`/playbooks?text=${encodeURIComponent(NAME)}`);
  await find(hand, "link", NAME).first().click();
  await page.locator('[data-step="s"]').waitFor();
  await press(hand, "ControlOrMeta+k");
  const offered = page.getByRole("dialog");
  for (const name of [
    "Test the draft",
    "Backtest the draft against past runs",
    "Show the problems of the draft",
    "Show the runs of this playbook",
    "Show the versions of this playbook",
    "Limit the runs of this playbook",
    `Switch ${NAME} on`,
    "Undo",
    "See everything",
    "Find and replace",
    "Nothing but the canvas",
    "Keys of the canvas",
  ])
    await expect(offered.getByText(name, { exact: true })).toBeAttached();
  await press(hand, "Escape");
  await command(hand, "Test the draft");
  await expect(page.getByRole("tabpanel", { name: "Test" }).locator(":focus")).toBeAttached();
});

test("what is typed before the palette has come is in its field, and does nothing else", async () => {
  const { page } = author;
  await page.goto("/playbooks");
  await page.getByRole("heading", { name: "Playbooks" }).waitFor();
  const coming = Promise.withResolvers<void>();
  await page.route(/command-palette.*\.js/, async (route) => {
    await coming.promise;
    await route.continue();
  });
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("create a pl");
  coming.resolve();
  const field = page.getByRole("textbox", { name: "Go to, or do" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("create a pl");
  await page.keyboard.type("aybook");
  await page.getByRole("button", { name: "Create a playbook" }).waitFor();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: /^Name/ })).toBeFocused();
  expect(author.complaints).toEqual([]);
});
