import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { expectWritten } from "./support/field.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// A run that failed, looked at at any of its times, put on the draft, mended there and continued.

let browser: Browser;
let author: Visitor;
let playbook: string;
let run: string;

const at = (x: number) => ({ position: { x, y: 0 } });
const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hand", label: "By hand", trigger: "manual", config: {}, ...at(0) },
    {
      id: "k",
      kind: "set",
      name: "keep",
      label: "Keep",
      assignments: [{ name: "mark", value: 7 }],
      ...at(320),
    },
    { id: "w", kind: "wait", name: "rest", label: "Rest", seconds: 1, ...at(640) },
    {
      id: "c",
      kind: "action",
      name: "say",
      label: "Say it",
      action: "riposte.comment_alert",
      arguments: { uuid: "AL-GONE", content: "Marked {{ vars.mark }}" },
      ...at(960),
    },
  ],
  edges: [
    { from: "t", port: "default", to: "k" },
    { from: "k", port: "default", to: "w" },
    { from: "w", port: "default", to: "c" },
  ],
};

async function stateOf(id: string): Promise<string> {
  const { run: found } = await call<{ run: { state: string } }>(api, "runs.outline", "query", { id });
  return found.state;
}

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("travels@example.org", "admin") });
  const made = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: "Travels",
    graph: GRAPH,
  });
  playbook = made.id;
  await call(api, "playbooks.publish", "mutation", { name: playbook, enable: true });
  const started = await call<{ run: string }>(api, "runs.start", "mutation", { playbook, event: "{}" });
  run = started.run;
  await expect.poll(() => stateOf(run), { timeout: 30_000 }).toBe("failed");
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const card = (page: Page, id: string) => page.locator(`[data-step="${id}"]`);

test("a run's page shows it at any of its moments, and what its steps gave", async () => {
  const { page } = author;
  await page.goto(`/runs/${run}`);
  await expect(card(page, "k")).toHaveAccessibleName(/→ mark: 7\. Done$/);
  await expect(card(page, "c")).toHaveAccessibleName(/Failed$/);
  const time = page.getByRole("slider", { name: "Moment of the run" });
  await time.focus();
  await page.keyboard.press("Home");
  await expect(card(page, "c")).toHaveAccessibleName(/Not yet$/);
  // What takes no time may be one moment with what comes before it.
  for (let moments = 0; moments < 6; moments++) {
    if ((await time.getAttribute("aria-valuetext"))?.includes("Rest began")) break;
    await page.keyboard.press("ArrowRight");
  }
  await expect(card(page, "w")).toHaveAccessibleName(/Waiting$/);
  await expect(card(page, "k")).toHaveAccessibleName(/→ mark: 7\. Done$/);
  await expectNothingFound(page);
  await expect(page).toHaveURL(/[?&]at=2/);
  await page.reload();
  await expect(card(page, "w")).toHaveAccessibleName(/Waiting$/);
  await page.goto(page.url().replace(`/runs/${run}?`, `/playbooks/${playbook}?run=${run}&`));
  await expect(card(page, "w")).toHaveAccessibleName(/Waiting$/);
  await expect(card(page, "c")).toHaveAccessibleName(/Not yet$/);
  await page.goBack();
  await page.getByRole("button", { name: "As it stands" }).click();
  await expect(page).not.toHaveURL(/[?&]at=/);
  await expect(card(page, "c")).toHaveAccessibleName(/Failed$/);
});

test("it is opened in the editor, its step is mended, and it goes on from there as it would write", async () => {
  const { page, complaints } = author;
  await page.getByRole("link", { name: "Edit and rerun from here" }).click();
  const bar = page.getByRole("region", { name: "Run on the canvas" });
  await bar.waitFor();
  await expect(card(page, "c")).toHaveAccessibleName(/Failed$/);
  await expect(card(page, "k")).toHaveAccessibleName(/→ mark: 7\. Done$/);
  await expectNothingFound(page);
  const field = page.getByRole("textbox", { name: "UUID" });
  await field.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("AL-SIGNIN1");
  await expectWritten(field, "AL-SIGNIN1");
  await expect(bar.getByRole("link", { name: "1 change since" })).toBeVisible();
  await bar.getByRole("button", { name: "Rerun from Say it…" }).click();
  const told = page.getByRole("region", { name: "What would happen" });
  await expect(told).toContainText("Taken over as recorded: Keep, Rest");
  await expect(told).toContainText("Runs again: Say it");
  await page.getByRole("button", { name: "Rerun with the draft, simulated" }).click();
  await expect(page).not.toHaveURL(new RegExp(run));
  await expect(bar.getByRole("link", { name: "Test of the draft" })).toBeVisible();
  await expect(card(page, "c")).toHaveAccessibleName(/Done$/);
  expect(complaints).toEqual([]);
});

test("the drawer puts any run on the canvas, and the cross takes it off", async () => {
  const { page } = author;
  await page.getByRole("tab", { name: "Runs" }).click();
  await page.getByRole("button", { name: `Show ${run} on the canvas` }).click();
  await expect(card(page, "c")).toHaveAccessibleName(/Failed$/);
  await page.getByRole("button", { name: "Take the run off the canvas" }).click();
  await expect(card(page, "c")).not.toHaveAccessibleName(/Failed$/);
});
