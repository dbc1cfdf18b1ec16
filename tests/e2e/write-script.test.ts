import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { find, press, type } from "./support/hand.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

let browser: Browser;
let author: Visitor;
beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("writes-script@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const lines = () => author.page.getByRole("region", { name: "Source" }).locator(".view-lines").first();

async function begin(name: string, source: string, scripts: readonly object[] = []): Promise<void> {
  const action = { name, source, entry: "main", effect: "read", scripts };
  await call(api, "actions.save", "mutation", action);
  await author.page.goto(`/actions/script.${name}`);
  await lines().click();
  await press(author.hand, "ControlOrMeta+End");
}

test("what is typed is completed by what the package has, checked, explained, formatted, and outlasts a reload", async () => {
  const { page, hand } = author;
  await begin("writes", "import json\n\n\ndef main():\n    return {}\n");
  const widget = page.locator(".suggest-widget");
  await type(hand, "\nkept = json.dum");
  await expect(widget.getByText("dumps", { exact: true })).toBeVisible();
  await press(hand, "ArrowDown", "Enter");
  await type(hand, "(");
  await expect(page.locator(".parameter-hints-widget")).toContainText("skipkeys");
  await type(hand, "1)\ncount: int = kept");
  // Where a completion is offered already, Enter would take it.
  await press(hand, "Escape", "End", "Enter");
  await type(hand, "missing()\n");

  // From one fault to the next, with its text, once pyright has read what was typed.
  await expect(async () => {
    await press(hand, "ControlOrMeta+Home", "F8");
    const fault = page.locator(".marker-widget");
    await expect(fault).toContainText('Type "str" is not assignable to declared type "int"', {
      timeout: 500,
    });
  }).toPass({ timeout: 60_000 });
  await press(hand, "Escape");
  await lines().getByText("missing").hover();
  const explained = page.locator(".monaco-hover:visible");
  await expect(explained).toContainText("Undefined name `missing`");
  await expect(explained.getByRole("link", { name: "F821" })).toHaveAttribute("href", /ruff\/rules\/F821/);

  await lines().click();
  await press(hand, "ControlOrMeta+End");
  await type(hand, "other=[ 1,2 ]");
  await press(hand, "Shift+Alt+F");
  await expect(lines()).toContainText("other = [1, 2]");
  await page.reload();
  await lines().waitFor();
  await expect(lines()).toContainText("other = [1, 2]");
  await expect(page.getByText("Not saved yet; kept in this browser.")).toBeVisible();
  await expectNothingFound(page);
  expect(author.complaints).toEqual([]);
});

test("where something is defined is shown: in the script, or in a window of its own", async () => {
  const { page, hand } = author;
  await begin(
    "defines",
    "import json\n\n\ndef main():\n    return json.loads(known())\n\n\ndef known():\n    return ''\n",
  );
  // Once pyright is there.
  await expect(async () => {
    await lines().getByText("known").first().click();
    await press(hand, "F12");
    const line = page.locator(".monaco-editor .line-numbers.active-line-number");
    await expect(line).toHaveText("8", { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await lines().getByText("loads").click();
  await press(hand, "F12");
  const library = page.getByRole("dialog", { name: "json/__init__.pyi" });
  await expect(library).toContainText("def loads");
  await press(hand, "Escape");
  await expect(library).toBeHidden();
});

test("the scripts of an action are tabs, each with what can be undone, and compared with any version", async () => {
  const { page, hand } = author;
  const second = { name: "second", source: "def main():\n    return 2\n", entry: "main" };
  await begin("tabs", "def main():\n    return 1\n", [second]);
  await type(hand, "# typed\n");
  await expect(find(hand, "tab", /^tabs\.py.*not saved$/)).toBeVisible();
  await find(hand, "tab", /^tabs\.py.*not saved$/).focus();
  await press(hand, "ArrowRight");
  await expect(find(hand, "tab", "second.py")).toBeFocused();
  await expect(lines()).toContainText("return 2");
  await press(hand, "ArrowLeft");
  await expect(lines()).toContainText("# typed");

  await find(hand, "combobox", "Compare with").click();
  await find(hand, "option", "Version 1").click();
  await expect(page.locator(".monaco-diff-editor .line-insert").first()).toBeVisible();
  await expectNothingFound(page);
  await press(hand, "Escape");
  await expect(page.locator(".monaco-diff-editor")).toBeHidden();
  await lines().click();
  await press(hand, "ControlOrMeta+Z", "ControlOrMeta+Z");
  await expect(lines()).not.toContainText("# typed");
  expect(author.complaints).toEqual([]);
});
