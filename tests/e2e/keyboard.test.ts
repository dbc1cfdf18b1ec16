import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import type { Story } from "../support/until-state.ts";
import { expect } from "./support/expect.ts";
import { expectWritten } from "./support/field.ts";
import { fire, hookOf } from "./support/fire.ts";
import { card, find, press, startsWith, type } from "./support/hand.ts";
import { accept, chooseByArrows, command, goBack, pick, reach } from "./support/keyboard.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Drawn, published and approved without a mouse; each test begins where the one before has ended.

const NAME = "By keyboard";
let browser: Browser;
let author: Visitor;
let approver: Visitor;
let run = "";

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("keys@example.org", "admin") });
  approver = await visit(browser, { storageState: await signedIn("decides@example.org", "analyst") });
});
afterAll(() => browser.close());

beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page, approver.page])));

test("a new playbook starts with a webhook that takes signed requests", async () => {
  const { hand, page } = author;
  await page.goto("/playbooks");
  await find(hand, "heading", "Playbooks").waitFor();
  await command(hand, "Create a playbook");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await type(hand, NAME);
  await press(hand, "Enter");
  await reach(hand, find(hand, "button", startsWith("Webhook")));
  await press(hand, "Enter");

  await pick(hand, "Condition");
  await press(hand, "ArrowLeft", "Enter");
  await reach(hand, find(hand, "combobox", "Auth"));
  await press(hand, "ArrowDown");
  await chooseByArrows(hand, find(hand, "option", "HMAC"));
  await goBack(hand, "Webhook");
});

test("a condition decides, and a person is asked", async () => {
  const { hand } = author;
  await press(hand, "ArrowRight", "Enter");
  await expect(find(hand, "textbox", "If")).toBeFocused();
  await type(hand, "trigger.body.score > 50");
  await goBack(hand, "Condition");
  await press(hand, "a");
  await pick(hand, "Approval");
  await press(hand, "Enter");
  await reach(hand, find(hand, "textbox", "Message"));
  await type(hand, "Tell the team of {{trigger.body.user}}?");
  await expectWritten(find(hand, "textbox", "Message"), "Tell the team of {{ trigger.body.user }}?");
  await goBack(hand, "Approval");
});

test("what is approved is sent, what an earlier step gave is completed", async () => {
  const { hand } = author;
  await press(hand, "a");
  await pick(hand, "Send e-mail");
  await press(hand, "Enter");
  await expect(find(hand, "textbox", "To, entry 1")).toBeFocused();
  await type(hand, "soc@example.org");
  await reach(hand, find(hand, "textbox", "Subject"));
  await type(hand, "Approved by {{by");
  await accept(hand, "steps.approval.by");
  await type(hand, "}}");
  await reach(hand, find(hand, "textbox", "Text"));
  await type(hand, "Look at it.");
  await expectWritten(find(hand, "textbox", "Subject"), "Approved by {{ steps.approval.by }}");
  await goBack(hand, "Send e-mail");
});

test("ways are connected by name, undone and done again", async () => {
  const { hand, page } = author;
  await press(hand, "ArrowLeft", "ArrowLeft");
  await expect(card(hand, "Condition")).toBeFocused();
  await press(hand, "a");
  await pick(hand, "Fail");
  await press(hand, "Enter");
  await reach(hand, find(hand, "textbox", "Message"));
  await type(hand, "Nobody wanted it.");
  await goBack(hand, "Fail");

  await press(hand, "Home", "ArrowRight", "ArrowRight");
  await expect(card(hand, "Approval")).toBeFocused();
  await press(hand, "c");
  await expect(find(hand, "combobox", "Connect Approval to")).toBeFocused();
  await type(hand, "Fail");
  await press(hand, "Enter");
  // The way that is approved leads on already: "rejected" is offered.
  const way = page.getByRole("group", { name: "From Approval to Fail" });
  await expect(way).toBeAttached();
  await press(hand, "ControlOrMeta+z");
  await expect(way).not.toBeAttached();
  await press(hand, "ControlOrMeta+Shift+z");
  await expect(way).toBeAttached();
  await press(hand, "t");
});

test("it is published", async () => {
  const { hand, page } = author;
  await press(hand, "F6", "F6");
  await reach(hand, find(hand, "button", "Publish"));
  await press(hand, "Enter");
  await expect(page.getByLabel("What is new")).toBeFocused();
  await press(hand, "Enter");
  await expect(page.getByText("As published: v1")).toBeVisible();
});

test("it fires, and is approved", async () => {
  run = await fire(await hookOf(NAME), { user: "m.durand", score: 80 });
  const { hand, page } = approver;
  await page.goto("/playbooks");
  await find(hand, "heading", "Playbooks").waitFor();
  await command(hand, "Approvals");
  await find(hand, "heading", "Approvals").waitFor();
  await reach(hand, page.getByRole("link", { name: NAME }));
  await press(hand, "Enter");
  await expect(page.getByText("Tell the team of m.durand?")).toBeVisible();
  await reach(hand, page.getByLabel("Comment"));
  await type(hand, "Yes.");
  await reach(hand, find(hand, "button", "Approve"));
  await press(hand, "Enter");
  await reach(hand, find(hand, "link", "See the run go on"));
  await press(hand, "Enter");
  await expect(page.locator("header").getByText("Done").first()).toBeVisible();
});

test("no mouse was moved, and the browser has complained about nothing", async () => {
  for (const { hand, complaints } of [author, approver]) {
    expect(hand.effort).toMatchObject({ clicks: 0, drags: 0 });
    expect(complaints).toEqual([]);
  }
  const { steps } = await call<Story>(api, "runs.get", "query", { id: run });
  expect(Object.fromEntries(steps.map(({ name, state }) => [name, state]))).toEqual({
    condition: "done",
    approval: "done",
    send_e_mail: "done",
    fail: "skipped",
  });
});
