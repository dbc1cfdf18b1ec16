import type { Browser } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Playbooks that come as files of other products, and go as such.

let browser: Browser;
let author: Visitor;

const theirs = {
  name: "Look at a host",
  uuid: "1f4c8e8b-6c0a-4f6e-a2a5-3e1d9b7a5c11",
  workspace: "SOC",
  description: "",
  nodes: {
    "0": {
      name: "By hand",
      type: "trigger",
      trigger_uuid: "fc26eb9f-b272-4c15-b3bf-ace397c0dc57",
      outputs: { default: ["1"] },
    },
    "1": {
      name: "Scan the host",
      type: "action",
      module_uuid: "d023af1d-25d8-465b-b85f-2ed48214d6a5",
      action_uuid: "beb9ba43-2eca-43b5-b9ea-c092a1a19ed1",
      arguments: {},
      outputs: { default: ["2"] },
    },
    "2": {
      name: "Tell the team",
      type: "action",
      action_uuid: "e682ce5e-57aa-49b0-aace-9849448b2082",
      arguments: { message: "{{ node.0.alert_uuid }}" },
      outputs: { default: [] },
    },
  },
};

const fileOf = (name: string, text: string) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("imports@example.org", "admin") });
  await call(api, "connectors.save", "mutation", {
    name: "import chat",
    type: "mattermost",
    settings: {},
    secrets: { hook_url: "https://chat.example.com/hooks/1" },
  });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

test("a file is looked at, imported, and what is missing is put right beside the canvas", async () => {
  const { page } = author;
  await page.goto("/playbooks");
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await page.locator("input[type=file]").setInputFiles(fileOf("host.json", JSON.stringify(theirs, null, 2)));
  const card = page.getByRole("region", { name: "host.json" });
  await expect(card.getByText("Sekoia.io · 3 steps · 2 missing, 2 the same")).toBeVisible();
  await expect(card.getByText(/calls an action of the module VirusTotal/)).toBeVisible();
  await expectNothingFound(page);
  await card.getByLabel("Name").fill("Look at a host again");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/playbooks\.import(\?|$)/.test(request.url())) asked.push(request.url());
  });
  await card.getByRole("button", { name: "Import as a draft" }).dblclick();

  await expect(page.getByText("Draft · never published")).toBeVisible();
  const report = page.getByRole("list", { name: "Import report" });
  await expect(page.getByRole("tab", { name: "Import (2)" })).toBeVisible();
  expect(asked).toHaveLength(1);
  await expectNothingFound(page);
  await report.getByRole("button", { name: "Take import chat" }).click();
  await expect(page.getByRole("tab", { name: "Import (1)" })).toBeVisible();
  await report.getByRole("button", { name: "Choose another action" }).press("Enter");
  const panel = page.getByRole("complementary", { name: "Step" });
  await expect(panel.getByLabel("Title")).toHaveValue("Scan the host");
  await expect(panel.getByLabel("Action")).toBeFocused();
  // One undo takes the fix back, and the report says so.
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByRole("tab", { name: "Import (2)" })).toBeVisible();
});

test("what is pasted, or dropped, is looked at as well; what cannot be read says line and reason", async () => {
  const { page } = author;
  await page.goto("/playbooks/import");
  await page.getByLabel("Or paste one").fill(JSON.stringify(theirs, null, 2).slice(0, 600));
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("alert")).toHaveText(/^The text, line \d+: .* Nothing was imported\.$/);
  await expectNothingFound(page);
  const held = await page.evaluateHandle(
    `(() => { const data = new DataTransfer(); data.items.add(new File([${JSON.stringify(JSON.stringify(theirs))}], "dropped.json")); return data; })()`,
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: held });
  await page.dispatchEvent("body", "drop", { dataTransfer: held });
  await expect(page.getByRole("region", { name: "dropped.json" }).getByText(/3 steps/)).toBeVisible();
});

test("a playbook is exported as CACAO from its row", async () => {
  const { page } = author;
  await call(api, "playbooks.import", "mutation", { text: JSON.stringify({ ...theirs, name: "Goes out" }) });
  await page.goto("/playbooks?text=Goes+out");
  await page.getByRole("button", { name: "More for Goes out", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export as CACAO" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Goes out.cacao.json");
  const text = await readFile(await download.path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ spec_version: "cacao-2.0", name: "Goes out" });
});
