import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What somebody who may start runs, and not draw, finds in the browser.

let browser: Browser;
let analyst: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  analyst = await visit(browser, { storageState: await signedIn("by-hand@example.org", "analyst") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([analyst.page])));

const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "start", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
    {
      id: "s",
      kind: "set",
      name: "host",
      assignments: [{ name: "host", value: "{{ trigger.host }}" }],
      position: { x: 336, y: 0 },
    },
  ],
  edges: [{ from: "t", port: "default", to: "s" }],
};

test("an analyst starts what is published by hand, from the list, the palette and the editor", async () => {
  const { page } = analyst;
  const name = `By hand ${crypto.randomUUID().slice(0, 8)}`;
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name, graph: GRAPH });
  await call(api, "playbooks.publish", "mutation", { name: id });
  await call(api, "playbooks.setEnabled", "mutation", { name: id, enabled: true });

  await page.goto(`/playbooks?text=${encodeURIComponent(name)}`);
  // Who may not switch it finds the switch shut.
  await expect(page.getByRole("switch", { name: `${name} is on` })).toBeDisabled();
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Run…" }).click();
  const dialog = page.getByRole("dialog", { name: `Run ${name}` });
  const event = dialog.getByRole("textbox", { name: "Event" });
  const run = dialog.getByRole("button", { name: "Run", exact: true });
  await event.fill('{"host": ');
  await expect(dialog.getByText("This is no JSON")).toBeVisible();
  await expect(run).toBeDisabled();
  const written = '{"host": "db-01", "number": 12345678901234567890}';
  await event.fill(written);
  await run.click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  await expect(page.getByText("db-01").first()).toBeVisible();
  await expect(page.getByText("12345678901234567890").first()).toBeVisible();

  await page.goto(`/playbooks/${id}`);
  await expect(page.locator('[data-step="s"]')).toBeVisible();
  await expect(page.getByRole("button", { name: "Run v1" })).toBeVisible();
  const palette = page.getByRole("textbox", { name: "Go to, or do" });
  await page.keyboard.press("ControlOrMeta+k");
  await palette.fill("draft");
  await expect(page.getByText("Show the problems of the draft")).toBeVisible();
  await expect(page.getByText("Test the draft")).toHaveCount(0);
  await expect(page.getByText("Publish the draft")).toHaveCount(0);
  await palette.fill(`Run ${name}`);
  await page.getByText(`Run ${name}`, { exact: true }).click();
  await expect(event).toHaveValue(written);
  await run.click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  const { runs } = await call<{ runs: unknown[] }>(api, "runs.list", "query", { playbook: id });
  expect(runs).toHaveLength(2);
});
