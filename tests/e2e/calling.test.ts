import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { hookOf } from "./support/fire.ts";
import {
  card,
  choose,
  click,
  clickOn,
  fill,
  fillTemplate,
  find,
  press,
  startsWith,
  type,
} from "./support/hand.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// A playbook is drawn that runs another one and then waits for an event; its run leads to the other's, and says what it waits for.

let browser: Browser;
let author: Visitor;
const called = `Judge ${Date.now()}`;
const caller = `Caller ${Date.now()}`;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("calling@example.org", "admin") });
  const inputs = {
    type: "object",
    properties: { address: { type: "string", title: "Address" } },
    required: ["address"],
  };
  const graph = {
    nodes: [
      { id: "in", kind: "trigger", name: "in", trigger: "call", config: { inputs } },
      { id: "out", kind: "return", name: "out", outputs: { verdict: "{{ trigger.address }} is known" } },
    ],
    edges: [{ from: "in", to: "out" }],
  };
  await call(api, "playbooks.save", "mutation", { name: called, graph, publish: true, enable: true });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

test("a step that runs a playbook asks for what that one takes; one that waits says for what", async () => {
  const { hand, page } = author;
  await page.goto("/playbooks");
  await click(hand, "button", "New playbook");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await type(hand, caller);
  await press(hand, "Enter");
  await clickOn(hand, find(hand, "button", startsWith("Webhook")), "Webhook");
  await choose(hand, "Run a playbook");
  await clickOn(hand, page.getByRole("option", { name: called }), called);
  await fillTemplate(hand, "Address", "{{ trigger.body.address }}");
  await expectNothingFound(author.page);

  await clickOn(hand, find(hand, "button", "Add a step after Run a playbook"), "+");
  await choose(hand, "Wait for an event");
  await clickOn(hand, page.getByRole("combobox", { name: startsWith("Event from") }), "Event from");
  await clickOn(hand, page.getByRole("option", { name: "The webhook of this playbook" }), "its own webhook");
  await fillTemplate(hand, "Key", "{{ trigger.body.address }}");
  await fill(hand, "Equals, of the event", "event.body.closed");
  await expectNothingFound(author.page);
  await click(hand, "button", "Publish");
  await expect(page.getByLabel("What is new")).toBeFocused();
  await press(hand, "Enter");
  await expect(page.getByText("As published: v1")).toBeVisible();
  expect(author.complaints).toEqual([]);
});

test("its run leads to the other's, waits for the event that matches, and ends with it", async () => {
  const { hand, page } = author;
  const { url, secret } = await hookOf(caller);
  const send = async (body: object) => {
    const headers = { "content-type": "application/json", "x-riposte-secret": secret };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return ((await answer.json()) as { run: string }).run;
  };
  const run = await send({ address: "198.51.100.7" });
  await page.goto(`/runs/${run}`);
  await expect(card(hand, "Wait for an event")).toHaveAccessibleName(/waiting/i, { timeout: 60_000 });
  const steps = page.getByRole("listbox", { name: "Steps of the run" });
  await clickOn(hand, steps.getByRole("option", { name: "Run a playbook" }), "Run a playbook");
  await expect(page.getByRole("tree", { name: "Output" })).toContainText("198.51.100.7 is known");
  await expectNothingFound(author.page);
  await clickOn(hand, page.getByRole("link", { name: startsWith(called) }).first(), called);
  await expect(page.getByRole("heading", { name: called })).toBeVisible();
  await expect(page.getByRole("link", { name: run })).toBeVisible();

  await send({ address: "203.0.113.9", closed: "203.0.113.1" });
  await send({ address: "203.0.113.10", closed: "198.51.100.7" });
  await page.goto(`/runs/${run}?step=`);
  await expect(page.locator("main").getByText("Done", { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
  await clickOn(hand, steps.getByRole("option", { name: "Wait for an event" }), "Wait");
  await expect(page.getByRole("tree", { name: "Output" })).toContainText("203.0.113.10");
  await expectNothingFound(author.page);
  expect(author.complaints).toEqual([]);
});
