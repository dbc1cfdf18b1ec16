import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { signedHeaders } from "../support/signed-request.ts";
import { findingsOn } from "./support/axe.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { fire, hookOf } from "./support/fire.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

let browser: Browser;
let author: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("webhook@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

test("a webhook is given a new secret beside its address; from then on the old one is refused", async () => {
  const { page } = author;
  const config = { auth: { mode: "hmac" } };
  const graph = {
    schema: 1,
    nodes: [{ id: "t", kind: "trigger", name: "hook", trigger: "webhook", config, position: { x: 0, y: 0 } }],
    edges: [],
  };
  const name = "Given a new secret";
  const { id } = await call<{ id: string }>(api, "playbooks.save", "mutation", {
    name,
    graph,
    publish: true,
    enable: true,
  });
  const { url, secret: before } = await hookOf(id);

  await page.goto(`/playbooks/${id}?step=hook`);
  await page.getByRole("button", { name: "Show address and secret" }).click();
  const shown = page.getByRole("region", { name: "Webhook" });
  await expect(shown).toContainText(before);
  await shown.getByRole("button", { name: "New secret…" }).click();
  const dialog = page.getByRole("dialog", { name: "Give this webhook a new secret?" });
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
  await expectNothingFound(page);
  await dialog.getByRole("button", { name: "Make a new secret" }).click();
  await expect(dialog).not.toBeAttached();
  await expect(shown).not.toContainText(before);

  const { secret: elsewhere } = await call<{ secret: string }>(
    api,
    "playbooks.rotateHookSecret",
    "mutation",
    { name: id },
  );
  await expect(shown.getByRole("time")).toHaveText("just now.");
  await shown.getByRole("button", { name: "Read again" }).click();
  await expect(shown).toContainText(elsewhere);

  const [, secret = ""] = await shown.locator("pre").allInnerTexts();
  expect(secret).toBe((await hookOf(id)).secret);
  await fire({ url, secret }, { odd: true });
  const body = "{}";
  const refused = await fetch(url, { method: "POST", headers: signedHeaders(before, body), body });
  expect(refused.status).toBe(401);
});

test("what stands for a whole page has its h1", async () => {
  const { page } = author;
  const outsider = await visit(browser, { storageState: await signedIn("not.asked@example.org", "author") });
  await using _ = outsider;
  for (const [of, path] of [
    [outsider.page, "/audit"],
    [page, "/runs/run_nope"],
    [page, "/runs/run_nope/scripts/judge"],
    [page, "/playbooks/pb_nope"],
    [page, "/playbooks/pb_nope/versions"],
    [page, "/approvals/apr_nope"],
    [page, "/alerts/AL-NOPE"],
    [page, "/actions/script.nope"],
  ] as const) {
    await of.goto(path);
    await of
      .getByText(/Not found|does not allow|no page at this address/)
      .first()
      .waitFor();
    await expect(of.getByRole("heading", { level: 1 }), path).toHaveCount(1);
    expect(await findingsOn(of, { rules: ["page-has-heading-one", "heading-order"] }), path).toEqual([]);
  }
});

test("the browser's tab says what was looked for, also where it is not there", async () => {
  const { page } = author;
  for (const [path, title] of [
    ["/runs/run_nowhere", "Run run_nowhere · Riposte"],
    ["/playbooks/pb_nowhere", "Playbook · Riposte"],
  ] as const) {
    await page.goto("/alerts");
    await expect(page).toHaveTitle("Alerts · Riposte");
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
    await expect(page).toHaveTitle(title);
  }
});
