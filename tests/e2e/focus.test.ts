import type { Browser, Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Whatever goes, and whatever is refused: the keyboard goes on from where it was.

let browser: Browser;
let admin: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  admin = await visit(browser, { storageState: await signedIn("focus@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([admin.page])));

const NAME = "Asked about";
const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", trigger: "webhook", config: { auth: { mode: "hmac" } } },
    { id: "f", kind: "fail", name: "end", label: "Give up", message: "Because", position: { x: 336, y: 0 } },
  ],
  edges: [{ from: "t", port: "default", to: "f" }],
};
const make = (name: string) =>
  call<{ id: string }>(api, "playbooks.save", "mutation", { name, graph: GRAPH, publish: true });

/** Asked and kept, by Escape and by the careful answer: who asked has the focus again. */
async function expectBack(
  page: Page,
  asked: Locator,
  ask: () => Promise<void>,
  careful = "Keep it",
): Promise<void> {
  for (const leave of ["Escape", "Enter"]) {
    await ask();
    await expect(page.getByRole("button", { name: careful })).toBeFocused();
    await page.keyboard.press(leave);
    await expect(page.getByRole("dialog")).not.toBeAttached();
    await expect(asked).toBeFocused();
  }
}

test("who keeps what was about to go is where he asked, on every page", async () => {
  const { page } = admin;
  await make(NAME);
  await call(api, "connectors.save", "mutation", {
    name: "kept_back",
    type: "mattermost",
    secrets: { hook_url: "https://chat.example.org/hooks/none" },
  });

  await page.goto(`/playbooks?text=${encodeURIComponent(NAME)}`);
  const more = page.getByRole("button", { name: `More for ${NAME}` });
  await expectBack(page, more, async () => {
    await more.press("Enter");
    await page.getByRole("menuitem", { name: "Delete…" }).press("Enter");
  });
  for (const [path, button] of [
    ["/actions", "Delete judge_address"],
    ["/connectors", "Remove kept_back"],
  ] as const) {
    await page.goto(path);
    const trash = page.getByRole("button", { name: button });
    await expectBack(page, trash, () => trash.press("Enter"));
  }
  expect(admin.complaints).toEqual([]);
});

test("whoever replaces a secret types it at once, and an empty one is not taken", async () => {
  const { page } = admin;
  await call(api, "connectors.save", "mutation", {
    name: "renewed",
    type: "mattermost",
    secrets: { hook_url: "https://chat.example.org/hooks/old" },
  });
  await page.goto("/connectors");
  await page.getByRole("button", { name: "renewed", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Replace" }).press("Enter");
  const save = page.getByRole("button", { name: "Save changes" });
  await save.press("Enter");
  await expect(page.getByText(/^(Type the new .*|.* is needed\.)$/)).toBeVisible();
  await page.getByRole("button", { name: "Keep the one that is set" }).press("Enter");
  await page.getByRole("button", { name: "Replace" }).press("Enter");
  await page.keyboard.type("https://chat.example.org/hooks/new");
  await save.press("Enter");
  await expect(save).toBeHidden();
});

test("a webhook's address has the focus as it opens, and its button has it back", async () => {
  const { page } = admin;
  const { id } = await make("Focused hook");
  await page.goto(`/playbooks/${id}?step=hook`);
  const show = page.getByRole("button", { name: "Show address and secret" });
  const shown = page.getByRole("region", { name: "Webhook" });
  await show.press("Enter");
  await expect(shown).toBeFocused();
  const renew = shown.getByRole("button", { name: "New secret…" });
  await expectBack(page, renew, () => renew.press("Enter"));
  await shown.getByRole("button", { name: "Hide" }).press("Enter");
  await expect(show).toBeFocused();
});

test("who leaves a dialog is where he opened it", async () => {
  const { page } = admin;
  await make("Left alone");
  for (const [path, button, item] of [
    ["/playbooks", "New playbook", null],
    ["/playbooks?text=Left+alone", "More for Left alone", "Folder and tags…"],
    ["/people", "Invite somebody", null],
  ] as const) {
    await page.goto(path);
    const opener = page.getByRole("button", { name: button, exact: true }).first();
    await opener.press("Enter");
    if (item !== null) await page.getByRole("menuitem", { name: item }).press("Enter");
    await expect(page.getByRole("dialog").locator("[data-autofocus]")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).not.toBeAttached();
    await expect(opener).toBeFocused();
  }
});

test("a change that is left out gives the canvas the focus", async () => {
  const { page } = admin;
  const { id } = await make("Refused change");
  await page.goto(`/playbooks/${id}?step=end`);
  await page.getByRole("textbox", { name: "Title" }).fill("x".repeat(250));
  const refused = page.getByRole("alert", { name: "Not saved" });
  await expect(refused).toContainText("longer than 200 letters");
  await refused.getByRole("button", { name: "Leave it out" }).press("Enter");
  await expect(refused).not.toBeAttached();
  await expect(page.locator('[data-step="f"]')).toBeFocused();
});

/** It rests near by: the next Tab goes there. */
async function expectNext(page: Page, next: Locator): Promise<void> {
  await expect.poll(() => page.evaluate("document.activeElement?.localName")).not.toBe("body");
  await page.keyboard.press("Tab");
  await expect(next).toBeFocused();
}

test("what is pressed beside a run may go with it: Tab goes on to what comes in its place", async () => {
  const { page } = admin;
  const name = "Held up";
  const graph = {
    schema: 1,
    nodes: [
      { id: "t", kind: "trigger", name: "by_hand", trigger: "manual", config: {} },
      { id: "w", kind: "wait", name: "rest", seconds: 600, position: { x: 336, y: 0 } },
    ],
    edges: [{ from: "t", port: "default", to: "w" }],
  };
  await call(api, "playbooks.save", "mutation", { name, graph, publish: true, enable: true });
  const { run } = await call<{ run: string }>(api, "runs.start", "mutation", { playbook: name, event: "{}" });
  await page.goto(`/runs/${run}`);
  const button = (label: string) => page.getByRole("button", { name: label, exact: true });
  const ask = async (label: string, answer: string) => {
    await button(label).press("Enter");
    await page.getByRole("textbox", { name: "Why?" }).fill("Somebody looks at it");
    await button(answer).press("Enter");
    await expect(button(label)).not.toBeAttached();
  };

  await ask("Pause", "Pause the run");
  await expectNext(page, button("Resume"));
  await page.keyboard.press("Enter");
  await expect(button("Resume")).not.toBeAttached();
  await expectNext(page, button("Pause"));
  await ask("Cancel run", "Cancel the run");
  await expectNext(page, page.getByRole("link", { name: "Open in the editor" }));
  expect(admin.complaints).toEqual([]);
});

test("a row that was removed leaves the keyboard in its list, and a second press removes nothing", async () => {
  const { page } = admin;
  for (const name of ["first_of_two", "second_of_two"]) {
    await call(api, "tokens.create", "mutation", { name, role: "viewer" });
  }
  await page.goto("/people?tab=tokens");
  const tokens = page.getByRole("table", { name: "API tokens" });
  const revoke = tokens.getByRole("button", { name: "Revoke first_of_two" });
  await revoke.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke first_of_two" }).press("Enter");
  await expect(revoke).not.toBeAttached();
  await expect.poll(() => page.evaluate(`document.activeElement?.closest("table") !== null`)).toBe(true);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).not.toBeAttached();

  await call(api, "people.invite", "mutation", { email: "nobody-yet@example.org", role: "viewer" });
  await page.goto("/people?tab=invitations");
  const withdraw = page.getByRole("button", { name: "Revoke the invitation of nobody-yet@example.org" });
  await expectBack(page, withdraw, () => withdraw.press("Enter"), "Cancel");
  await withdraw.press("Enter");
  await page.getByRole("button", { name: "Revoke the invitation", exact: true }).press("Enter");
  await expect(withdraw).not.toBeAttached();
  await expect.poll(() => page.evaluate("document.activeElement?.localName")).not.toBe("body");
  expect(admin.complaints).toEqual([]);
});

test("a test of the draft and a step that goes leave the keyboard where it was", async () => {
  const { page } = admin;
  const { id } = await make("Tried out");
  await page.goto(`/playbooks/${id}`);
  await page.getByRole("tab", { name: "Test", exact: true }).press("Enter");
  const start = page.getByRole("button", { name: /^Test the draft/ });
  await start.press("Enter");
  await expect(page.getByText(/Because/).first()).toBeVisible();
  await expect(start).toBeFocused();

  const card = page.locator("[data-step]").and(page.getByLabel("Give up"));
  await card.click();
  await page.keyboard.press("Delete");
  await expect(card).not.toBeAttached();
  await expect.poll(() => page.evaluate("document.activeElement?.localName")).not.toBe("body");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(card).toBeVisible();

  // Nothing is left to redo: the button is switched off for good.
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(card).not.toBeAttached();
  const undo = page.getByRole("button", { name: /^Undo/ });
  await undo.press("Enter");
  await expect(card).toBeVisible();
  await expect(undo).toBeDisabled();
  await expect.poll(() => page.evaluate("document.activeElement?.localName")).not.toBe("body");

  await card.click();
  await page.getByRole("button", { name: "Close the panel" }).press("Enter");
  await expect(card).toBeFocused();
  expect(admin.complaints).toEqual([]);
});
