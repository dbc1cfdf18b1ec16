import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { api, PASSWORD } from "./support/people.ts";
import { visit } from "./support/visitor.ts";

// Somebody comes by a link that works once.

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("a link is asked for once, its form has the focus, and it leads in", async () => {
  await using visitor = await visit(browser);
  const { page, complaints } = visitor;
  let asked = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/auth/link") asked += 1;
  });
  const { url } = await call<{ url: string }>(api, "people.invite", "mutation", {
    email: "newcomer@example.org",
    role: "viewer",
  });
  await page.goto(url);
  const name = page.getByRole("textbox", { name: "Name" });
  await expect(name).toBeFocused();
  await name.fill("Newcomer");
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(PASSWORD);
  await page.getByRole("textbox", { name: "Password again" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create my account" }).click();
  await page.getByRole("heading", { name: "Playbooks" }).waitFor();
  expect(asked).toBe(1);
  expect(complaints).toEqual([]);
});
