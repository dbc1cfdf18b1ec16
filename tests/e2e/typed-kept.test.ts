import type { Browser, Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { furnish } from "./support/furnish.ts";
import type { Furniture } from "./support/furnish.ts";
import { api, PASSWORD, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What was typed into a short form, and not sent, is there when the form is opened again.

let browser: Browser;
let admin: Visitor;
let furniture: Furniture;
let drawn: string;

beforeAll(async () => {
  browser = await launchBrowser();
  admin = await visit(browser, { storageState: await signedIn("typist@example.org", "admin") });
  furniture = await furnish();
  const graph = {
    schema: 1,
    nodes: [
      { id: "t", kind: "trigger", name: "hand", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
    ],
    edges: [],
  };
  ({ id: drawn } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name: "Typed", graph }));
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([admin.page])));

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();

interface Form {
  readonly form: string;
  readonly at: () => string;
  readonly open: (page: Page) => Promise<void>;
  readonly field: (page: Page) => Locator;
}

const FORMS: readonly Form[] = [
  {
    form: "Publish",
    at: () => `/playbooks/${drawn}`,
    open: (page) => press(page, "Publish"),
    field: (page) => page.getByRole("textbox", { name: "What is new" }),
  },
  {
    form: "New playbook",
    at: () => "/playbooks",
    open: (page) => press(page, "New playbook"),
    field: (page) => page.getByRole("textbox", { name: /^Name/ }),
  },
  {
    form: "Folder and tags",
    at: () => "/playbooks?text=Typed",
    open: async (page) => {
      await press(page, "More for Typed");
      await page.getByRole("menuitem", { name: "Folder and tags…" }).click();
    },
    field: (page) => page.getByRole("textbox", { name: "Tags" }),
  },
  {
    form: "Cancel run",
    at: () => `/runs/${furniture.run}`,
    open: (page) => press(page, "Cancel run"),
    field: (page) => page.getByRole("textbox", { name: "Why?" }),
  },
  {
    form: "Pause",
    at: () => `/runs/${furniture.run}`,
    open: (page) => press(page, "Pause"),
    field: (page) => page.getByRole("textbox", { name: "Why?" }),
  },
  {
    form: "Invite somebody",
    at: () => "/people",
    open: (page) => press(page, "Invite somebody"),
    field: (page) => page.getByRole("textbox", { name: "E-mail" }),
  },
];

test.each(FORMS)("$form: a reload takes nothing away", async ({ at, open, field }) => {
  const { page } = admin;
  await page.goto(at());
  await open(page);
  await expect(field(page)).not.toHaveValue("half@a");
  await field(page).fill("half@a");
  await page.reload();
  await open(page);
  await expect(field(page)).toHaveValue("half@a");
});

test("a session that ended takes nothing away; what was sent is not offered again", async () => {
  const { page, complaints } = admin;
  await page.goto("/playbooks");
  await press(page, "New playbook");
  const name = page.getByRole("textbox", { name: /^Name/ });
  await name.fill("After the session");
  // The session ends with what is sent: a list that asks anew would be told first, and the form be gone.
  await page.route(
    /playbooks\.create/,
    async (route) => {
      await page.context().clearCookies();
      await route.continue();
    },
    { times: 1 },
  );
  await press(page, "Create and draw");
  await page.getByRole("textbox", { name: "E-mail" }).fill("typist@example.org");
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await press(page, "Sign in");
  await press(page, "New playbook");
  await expect(name).toHaveValue("After the session");
  await press(page, "Create and draw");
  await page.waitForURL(/\/playbooks\/pb_/);
  await page.goto("/playbooks");
  await press(page, "New playbook");
  await expect(name).toHaveValue("");
  expect(complaints).toEqual([]);
});
