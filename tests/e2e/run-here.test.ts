import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { untilState } from "../support/until-state.ts";
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
  author = await visit(browser, { storageState: await signedIn("tries@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const SOURCE = `import time

def main(address: str):
    print("looking at", address)
    time.sleep(2 if address else 600)
    return {"known": known(address)}

def known(address):
    return {"192.0.2.7": True}[address]
`;
const panel = () => author.page.getByRole("region", { name: "Run here" });

test("a script is tried as it is typed, stopped, kept as a case, and its case says what differs", async () => {
  const { page, hand } = author;
  await call(api, "actions.save", "mutation", {
    name: "try_me",
    source: SOURCE,
    entry: "main",
    effect: "read",
  });
  await page.goto("/actions/script.try_me");
  await find(hand, "button", "Run here").focus();
  await press(hand, "Enter");
  const address = panel().getByRole("textbox", { name: /^Address/ });
  await address.fill("192.0.2.7");
  await panel().getByRole("button", { name: "Run", exact: true }).click();
  // While it runs.
  await expect(panel().getByText("looking at 192.0.2.7")).toBeVisible();
  await expect(panel().getByRole("button", { name: "Stop" })).toBeVisible();
  await expect(panel().getByText("Done", { exact: true })).toBeVisible();
  await expect(panel().getByText("exit code 0")).toBeVisible();
  await expectNothingFound(page);
  await panel().getByRole("textbox", { name: "Name of the case" }).fill("a known one");
  await press(hand, "Enter");
  await expect(find(hand, "tab", "Cases (1)")).toBeVisible();

  await address.fill("");
  await page.getByRole("region", { name: "Source" }).locator(".view-lines").click();
  await press(hand, "ControlOrMeta+Enter");
  await expect(panel().getByText("Running", { exact: true })).toBeVisible();
  await panel().getByRole("button", { name: "Stop" }).click();
  await expect(panel().getByText("Stopped", { exact: true })).toBeVisible();

  await page.getByRole("region", { name: "Source" }).locator(".view-lines").click();
  await press(hand, "ControlOrMeta+End");
  await type(hand, "known = str");
  await find(hand, "tab", "Cases (1)").click();
  await find(hand, "button", "Run all cases").click();
  await expect(page.getByText("0 of 1 as expected.")).toBeVisible();
  await expect(page.getByText('"known": "192.0.2.7"')).toBeVisible();
  await expectNothingFound(page);
  await find(hand, "button", "Expect this from now on").click();
  await find(hand, "button", "Save as version 2").click();
  await expect(page.getByText("Version 2, saved")).toBeVisible();
  const { definition } = await call<{ definition: object }>(api, "actions.get", "query", { name: "try_me" });
  expect(definition).toMatchObject({
    cases: [{ name: "a known one", arguments: { address: "192.0.2.7" }, result: { known: "192.0.2.7" } }],
  });
  expect(author.complaints).toEqual([]);
});

test("a line of a failed step's traceback leads to the version that ran, and its input can be tried again", async () => {
  const { page, hand } = author;
  const action = { name: "fails", entry: "main", effect: "read" };
  const source = "def main(address):\n    raise KeyError(address)\n";
  await call(api, "actions.save", "mutation", { ...action, source });
  const nodes = [
    { id: "start", kind: "trigger", name: "start", trigger: "manual", config: {} },
    {
      id: "fail",
      kind: "action",
      name: "fail",
      label: "Fail at it",
      action: "script.fails",
      arguments: { address: "{{ trigger.address }}" },
    },
  ];
  const graph = { nodes, edges: [{ from: "start", to: "fail" }] };
  const facts = { name: "Fails", graph, publish: true, enable: true };
  const { id } = await call<{ id: string }>(api, "playbooks.save", "mutation", facts);
  const event = '{"address":"198.51.100.9"}';
  const { run } = await call<{ run: string }>(api, "runs.start", "mutation", { playbook: id, event });
  await untilState(api, run, ["failed"]);
  await call(api, "actions.save", "mutation", { ...action, source: `# newer\n${source}` });

  await page.goto(`/runs/${run}?step=fail`);
  await find(hand, "link", /script\.py", line 2$/).focus();
  await press(hand, "Enter");
  await expect(find(hand, "heading", "fails, version 1")).toBeVisible();
  await expect(page.getByText("As the step ran it, at line 2. Version 2 is the newest")).toBeVisible();
  await expect(page.locator(".monaco-editor .line-numbers.active-line-number")).toHaveText("2");
  await expect(page.locator(".monaco-editor")).not.toContainText("newer");
  await expectNothingFound(page);

  await find(hand, "link", "Edit the action").click();
  await find(hand, "button", "Run here").click();
  await find(hand, "button", "From a past step").click();
  await page.getByRole("menuitem", { name: /Fail at it in Fails/ }).click();
  await panel().getByRole("button", { name: "Run", exact: true }).click();
  await expect(panel().getByText("KeyError: '198.51.100.9' (fails, line 3)")).toBeVisible();
  await panel()
    .getByRole("button", { name: /line 3$/ })
    .click();
  await expect(page.locator(".monaco-editor .line-numbers.active-line-number")).toHaveText("3");
  expect(author.complaints).toEqual([]);
});
