import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { expectWritten } from "./support/field.ts";
import { drag, middleOf } from "./support/hand.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Fields in which templates are written, and conditions as rows; each test begins where the one before has ended.

let browser: Browser;
let author: Visitor;
let playbook = "";

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("writes@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const at = (x: number) => ({ position: { x, y: 0 } });
const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "start", trigger: "manual", config: {}, ...at(0) },
    { id: "v", kind: "set", name: "keep", assignments: [{ name: "limit", value: 50 }], ...at(320) },
    {
      id: "c",
      kind: "condition",
      name: "decide",
      cases: [{ name: "high", when: "trigger.score > 50" }],
      ...at(640),
    },
    { id: "f", kind: "fail", name: "end", message: "Too high", ...at(960) },
  ],
  edges: [
    { from: "t", port: "default", to: "v" },
    { from: "v", port: "default", to: "c" },
    { from: "c", port: "high", to: "f" },
  ],
};

interface Draft {
  readonly graph: {
    readonly nodes: readonly { readonly id: string; readonly cases?: unknown; readonly message?: string }[];
  };
}

const nodeOf = async (id: string) =>
  (await call<Draft>(api, "playbooks.draft", "query", { playbook })).graph.nodes.find(
    (node) => node.id === id,
  );

const tested = async (event: object) => {
  const { revision } = await call<{ revision: number }>(api, "playbooks.draft", "query", { playbook });
  const started = { playbook, revision, simulate: true, event: JSON.stringify(event) };
  const { run } = await call<{ run: string }>(api, "playbooks.test", "mutation", started);
  const state = async () => (await call<{ state: string }>(api, "runs.get", "query", { id: run })).state;
  await expect.poll(state, { timeout: 60_000 }).toMatch(/done|failed/);
};

test("data is suggested with its type and what it was, by keyboard: Esc closes the list, Tab leaves the field", async () => {
  const { page } = author;
  ({ id: playbook } = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: `Fields ${Date.now()}`,
    graph: GRAPH,
  }));
  await tested({ score: 80, host: "web-1" });
  await page.goto(`/playbooks/${playbook}?step=end`);
  const message = page.getByRole("textbox", { name: "Message" });
  await message.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(": {{host");
  const list = page.getByRole("listbox", { name: "Suggestions" });
  await expect(list.getByRole("option", { name: 'trigger.host "web-1" text' })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(message).toBeFocused();
  await page.keyboard.press("Control+Space");
  await expect(list.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expectWritten(message, "Too high: {{ trigger.host }}");
  await expect(page.getByLabel("Result")).toHaveText("Too high: web-1");
  await page.keyboard.press("Tab");
  await expect(message).not.toBeFocused();
});

test("what the pointer is on is told with its value; a filter with its parameters", async () => {
  const { page } = author;
  const message = page.getByRole("textbox", { name: "Message" });
  await message.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" {{ trigger.score | round }}");
  await page.keyboard.press("Escape");
  await message.locator('[data-span="name"]').getByText("host").hover();
  const told = page.locator(".cm-tooltip-hover");
  await expect(told).toContainText('"web-1"');
  await message.locator('[data-span="filter"]').hover();
  await expect(told).toContainText("round(precision=0");
});

test("what is wrong stands under the field and is underlined; a template that never ends does not hold the page", async () => {
  const { page } = author;
  const message = page.getByRole("textbox", { name: "Message" });
  await message.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("{{ trigger.host | uper }}");
  await expect(page.getByText("upper").first()).toBeVisible();
  await expect(message.locator("[data-marked]")).not.toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+a");
  const endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
  await page.keyboard.insertText(endless);
  await expect(page.getByText(/It takes longer than half a second|With this data it fails/)).toBeVisible({
    timeout: 20_000,
  });
  await page.keyboard.type("x");
  await expectWritten(message, `${endless}x`);
});

test("undo in the field is the field's own; what others change comes in without moving the cursor", async () => {
  const { page } = author;
  const message = page.getByRole("textbox", { name: "Message" });
  await message.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("Because");
  await page.keyboard.press("ControlOrMeta+z");
  await expectWritten(message, /endfor/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Because ");
  await expect.poll(async () => (await nodeOf("f"))?.message).toBe("Because ");
});

test("a line of the tree is dragged into the field, with the data of a run that is chosen", async () => {
  const { page, hand } = author;
  const message = page.getByRole("textbox", { name: "Message" });
  await tested({ score: 10, host: "db-2" });
  await page.reload();
  const fold = page.getByRole("button", { name: "Data from earlier steps" });
  if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
  const tree = page.getByRole("tree", { name: /^Data from earlier steps/ });
  const event = tree.getByRole("treeitem", { name: /^trigger/ });
  // It can be opened once the data of a run has come.
  await expect(event).toHaveAttribute("aria-expanded", "false");
  await event.locator("span").first().click();
  const host = tree.getByRole("treeitem", { name: /^host/ });
  await expect(host).toContainText("db-2");
  const choice = page.getByRole("combobox", { name: "Show the data of" });
  const labels = await choice.locator("option").allTextContents();
  await choice.selectOption({ index: labels.findLastIndex((label) => label.includes("draft")) });
  await expect(host).toContainText("web-1");
  await drag(hand, host, await middleOf(message));
  await expectWritten(message, "Because {{ trigger.host }}");
  await expect(page.getByText("chosen run", { exact: true })).toBeVisible();
});

test("a condition is shown as rows and changed there; both ways it is the same text", async () => {
  const { page } = author;
  await page.goto(`/playbooks/${playbook}?step=decide`);
  await page.getByRole("button", { name: "Show If as rows" }).click();
  const field = page.getByRole("textbox", { name: "If, row 1: field" });
  await expectWritten(field, "trigger.score");
  await expect(page.getByRole("textbox", { name: "If, row 1: value" })).toHaveValue("50");
  await page.getByRole("combobox", { name: "If, row 1: operator" }).selectOption("is at least");
  await page.getByRole("button", { name: "Add a group" }).click();
  const inner = page.getByRole("textbox", { name: "If, row 2, row 1: field" });
  await expect(inner).toBeFocused();
  await page.keyboard.type("trigger.host");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "If, row 2, row 1: operator" }).selectOption("starts with");
  await page.getByRole("textbox", { name: "If, row 2, row 1: value" }).fill("web");
  await page.getByRole("textbox", { name: "If, row 2, row 2: field" }).click();
  await page.keyboard.type("trigger.score");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Compare If, row 2, row 2 with data" }).click();
  await page.getByRole("textbox", { name: "If, row 2, row 2: data" }).click();
  await page.keyboard.type("vars.limit");
  const when = "trigger.score >= 50 and (trigger.host.startswith('web') or trigger.score == vars.limit)";
  await expect.poll(async () => (await nodeOf("c"))?.cases).toEqual([{ name: "high", when }]);
  await expectNothingFound(page);
  await page.getByRole("button", { name: "Write If as a template" }).click();
  await expectWritten(page.getByRole("textbox", { name: "If" }), when);
});

test("the case that the chosen run would take is lit; what no row can say stays a template and says why", async () => {
  const { page } = author;
  await expect(page.getByText("With the data of the last run, none does.")).toBeVisible();
  const text = page.getByRole("textbox", { name: "If" });
  await text.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("5 < trigger.score < 20");
  await expect(page.getByText("The last run would take this case")).toBeVisible();
  await page.getByRole("button", { name: "Show If as rows" }).click();
  await expect(page.getByText("It stays a template: no row can say 5 < trigger.score < 20")).toBeVisible();
  // What the button is called lies over the page while the mouse is on it.
  await page.mouse.move(0, 0);
  await expectNothingFound(page);
});

test("an alert is chosen by its name out of those that there are, and stays named", async () => {
  const { page } = author;
  const look = { id: "look", kind: "action", name: "look", action: "riposte.get_alert", arguments: {} };
  const nodes = [GRAPH.nodes[0], { ...look, ...at(320) }];
  const graph = { schema: 1, nodes, edges: [{ from: "t", port: "default", to: "look" }] };
  const wanted = { name: `Picks ${Date.now()}`, graph };
  ({ id: playbook } = await call<{ id: string }>(api, "playbooks.create", "mutation", wanted));
  await page.goto(`/playbooks/${playbook}?step=look`);
  await page.getByRole("button", { name: "Choose an alert for UUID" }).click();
  await page.getByRole("combobox", { name: "UUID: choose an alert" }).fill("signin1");
  await expect(page.getByRole("option", { name: /^AL-/ })).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expectWritten(page.getByRole("textbox", { name: "UUID" }), "922637fb-d352-86c3-afcb-8f3fd5f8c2d0");
  await expect(page.getByText(/^AL-SIGNIN1 · /)).toBeVisible();
  await expectNothingFound(page);
  expect(author.complaints).toEqual([]);
});

test("a template typed where a number goes is written to its end, and nothing of it acts on the canvas", async () => {
  const { page } = author;
  const look = { id: "look", kind: "action", name: "look", action: "riposte.search_alerts", arguments: {} };
  const nodes = [GRAPH.nodes[0], { ...look, ...at(320) }];
  const graph = { schema: 1, nodes, edges: [{ from: "t", port: "default", to: "look" }] };
  const wanted = { name: `Counts ${Date.now()}`, graph };
  ({ id: playbook } = await call<{ id: string }>(api, "playbooks.create", "mutation", wanted));
  await page.goto(`/playbooks/${playbook}?step=look`);
  await page.getByRole("button", { name: /^All \d+ arguments/u }).click();
  const limit = page.getByRole("textbox", { name: "Limit", exact: true });
  await limit.click();
  await page.keyboard.type("{{ trigger.given }}", { delay: 30 });
  await expectWritten(limit, "{{ trigger.given }}");
  await expect(limit).toBeFocused();
  await expect
    .poll(async () => (await nodeOf("look")) as { readonly arguments?: unknown } | undefined)
    .toMatchObject({ arguments: { limit: "{{ trigger.given }}" } });
});

test("a time that was made a template is there again: by undo, by changing back, and after a look at another step", async () => {
  const { page } = author;
  const rest = { id: "rest", kind: "wait", name: "rest", seconds: 60 };
  const nodes = [GRAPH.nodes[0], { ...rest, ...at(320) }];
  const graph = { schema: 1, nodes, edges: [{ from: "t", port: "default", to: "rest" }] };
  const wanted = { name: `Waits ${Date.now()}`, graph };
  ({ id: playbook } = await call<{ id: string }>(api, "playbooks.create", "mutation", wanted));
  await page.goto(`/playbooks/${playbook}?step=rest`);
  const howLong = page.getByRole("textbox", { name: "How long" });
  const toTemplate = page.getByRole("button", { name: "Write How long as a template" });
  const toValue = page.getByRole("button", { name: "Give How long a value" });
  await howLong.fill("5");
  await toTemplate.click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(howLong).toHaveValue("5");

  await toTemplate.click();
  await howLong.fill("{{ trigger.pause }}");
  await page.locator('[data-step="t"]').click();
  await expect(howLong).not.toBeAttached();
  await page.locator('[data-step="rest"]').click();
  await expectWritten(howLong, "{{ trigger.pause }}");
  await toValue.click();
  await expect(howLong).toHaveValue("5");
  await expect(page.getByRole("combobox", { name: "Unit of How long" })).toHaveValue("minutes");
});
