import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What was published, and how any two versions differ.

let browser: Browser;
let author: Visitor;
let playbook: string;

const at = (x: number, y = 0) => ({ position: { x, y } });
const FIRST = {
  schema: 1,
  nodes: [
    {
      id: "t",
      kind: "trigger",
      name: "hook",
      label: "Somebody asks",
      trigger: "manual",
      config: {},
      ...at(0),
    },
    { id: "w", kind: "wait", name: "rest", label: "Rest", seconds: 5, ...at(336) },
    { id: "f", kind: "fail", name: "end", label: "Give up", message: "Nobody came", ...at(672) },
  ],
  edges: [
    { from: "t", port: "default", to: "w" },
    { from: "w", port: "default", to: "f" },
  ],
};
const SECOND = {
  schema: 1,
  nodes: [
    { ...FIRST.nodes[0], ...at(0, 80) },
    {
      id: "s",
      kind: "set",
      name: "keep",
      label: "Keep",
      assignments: [{ name: "x", value: 1 }],
      ...at(336, 80),
    },
    { ...FIRST.nodes[2], message: "Nobody came in time" },
  ],
  edges: [
    { from: "t", port: "default", to: "s" },
    { from: "s", port: "default", to: "f" },
  ],
};

async function publish(graph: object, message: string): Promise<void> {
  await call(api, "playbooks.save", "mutation", { name: "Twice", graph, publish: false });
  await call(api, "playbooks.publish", "mutation", { name: "Twice", message });
}

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("versions@example.org", "admin") });
  const made = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: "Twice",
    graph: FIRST,
  });
  playbook = made.id;
  await publish(FIRST, "The first one");
  await publish(SECOND, "It keeps what it is told");
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const change = (page: Page, id: string) => page.locator(`[data-step="${id}"]`);

test("a link to a version shows what it changed: on the canvas, by a sign, and as text with both values", async () => {
  const { page, complaints } = author;
  await page.goto(`/playbooks/${playbook}/versions?to=2`);
  await expect(change(page, "s")).toHaveAccessibleName(/Added$/);
  await expect(change(page, "w")).toHaveAccessibleName(/Removed$/);
  await expect(change(page, "f")).toHaveAccessibleName(/Changed$/);
  await expect(change(page, "t")).toHaveAccessibleName(/Moved$/);
  const beside = page.getByRole("region", { name: "From version 1 to version 2" });
  await expect(beside.getByRole("definition")).toHaveText(/was Nobody came.*is Nobody came in time/s);
  await expect(beside).toContainText("1 step only stands elsewhere: Somebody asks");
  await expect(page.getByRole("link", { name: /v2 · runs now It keeps what it is told/ })).toBeVisible();
  await expectNothingFound(page);
  expect(complaints).toEqual([]);
});

test("N goes from change to change, and the address remembers which", async () => {
  const { page } = author;
  await page.keyboard.press("n");
  await expect(change(page, "t")).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.locator("[data-step][aria-pressed=true]")).toHaveCount(1);
  const second = new URL(page.url()).searchParams.get("step");
  await page.keyboard.press("n");
  await page.keyboard.press("Shift+N");
  await expect.poll(() => new URL(page.url()).searchParams.get("step")).toBe(second);
  await expect(page.getByRole("button", { name: "Added Keep", exact: true })).toHaveAttribute(
    "aria-current",
    "true",
  );
});

test("any two beside each other, either way round; an old one becomes the draft", async () => {
  const { page } = author;
  await page.getByLabel("To", { exact: true }).selectOption("draft");
  await page.getByLabel("From", { exact: true }).selectOption("2");
  await expect(page.getByText("Nothing is different.")).toBeVisible();
  await page.getByLabel("To", { exact: true }).selectOption("1");
  await expect(change(page, "w")).toHaveAccessibleName(/Added$/);
  await page.getByRole("button", { name: "The other way round" }).click();
  await expect(change(page, "w")).toHaveAccessibleName(/Removed$/);
  await page.getByRole("link", { name: /^v1/ }).click();
  await page.getByRole("button", { name: "Make v1 the draft" }).click();
  await page.getByText("The draft is version 1 again").waitFor();
  await expect(change(page, "w")).toHaveAccessibleName(/Added$/);
  await page.getByRole("link", { name: "Open the editor" }).click();
  const standing = page.getByRole("link", { name: /since v2$/ });
  await standing.waitFor();
  await expect(change(page, "w")).toBeVisible();
  await standing.click();
  await expect(page.getByRole("region", { name: "From version 2 to the draft" })).toBeVisible();
});

test("what somebody changed since the page was opened is not overwritten without a word", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}/versions?to=1`);
  const restore = page.getByRole("button", { name: "Make v1 the draft" });
  await restore.waitFor();
  const { revision } = await call<{ revision: number }>(api, "playbooks.draft", "query", { playbook });
  const operations = [{ op: "set", node: "f", field: ["message"], value: "Others' work" }];
  const batches = [{ id: crypto.randomUUID(), label: "Work", operations }];
  await call(api, "playbooks.edit", "mutation", { playbook, base: revision, batches });
  await restore.click();
  await page.getByText("it was changed meanwhile. Look at it again.").waitFor();
  const kept = await call<{ graph: unknown }>(api, "playbooks.draft", "query", { playbook });
  expect(JSON.stringify(kept.graph)).toContain("Others' work");
  await restore.click();
  await page.getByText("The draft is version 1 again").waitFor();
});

test("a version that does not exist can neither be compared nor made the draft", async () => {
  const { page } = author;
  for (const address of ["to=99", "from=99&to=1"]) {
    await page.goto(`/playbooks/${playbook}/versions?${address}`);
    await expect(page.getByRole("heading", { name: "Twice has no version 99" })).toBeVisible();
    await expect(page.getByRole("button", { name: /the draft$/ })).not.toBeAttached();
    await expect(page.getByLabel("What is compared")).not.toBeAttached();
  }
  await page.getByRole("link", { name: /^v1/ }).click();
  await expect(page.getByRole("button", { name: "Make v1 the draft" })).toBeVisible();
});
