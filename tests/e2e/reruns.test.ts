import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { click, clickOn, fill, find, startsWith } from "./support/hand.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What somebody does with a run: skips what failed, runs part of it once more, holds it and lets it go on.

let browser: Browser;
let admin: Visitor;
const mark = `Reruns ${Date.now()}`;

beforeAll(async () => {
  browser = await launchBrowser();
  admin = await visit(browser, { storageState: await signedIn("reruns@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([admin.page])));

const comment = (id: string, label: string, uuid: string, more: object = {}) => ({
  id,
  kind: "action",
  name: id,
  label,
  action: "riposte.comment_alert",
  arguments: { uuid, content: `${mark} ${label}` },
  ...more,
});

async function startOf(name: string, nodes: object[], edges: object[]): Promise<string> {
  const hand = { id: "hand", kind: "trigger", name: "hand", trigger: "manual" };
  const graph = { nodes: [hand, ...nodes], edges };
  await call(api, "playbooks.save", "mutation", { name, graph, publish: true, enable: true });
  const { run } = await call<{ run: string }>(api, "runs.start", "mutation", { playbook: name });
  return run;
}

/** On a page that is opened afterwards the step that asks is open, too. */
async function untilFirstAsks(run: string): Promise<void> {
  const stateOfFirst = async () => {
    const { steps } = await call<{ steps: { state: string }[] }>(api, "runs.watch", "query", { id: run });
    return steps[0]?.state;
  };
  await expect.poll(stateOfFirst).toBe("undecided");
}

const stateOf = (word: string) =>
  admin.page.getByRole("banner").or(admin.page.locator("main")).getByText(word, { exact: true });

/** What a comment gives, as somebody would write it by hand. */
const COMMENT = {
  uuid: "3b1f8a52-5c1e-4c8e-9a55-3a7d2f3c4b5a",
  content: "elsewhere",
  author: "Riposte",
  date: 1_793_000_060,
  created_by: "Riposte",
  created_by_type: "application",
  unseen: false,
};

let skipped = "";

test("a step that failed asks: it is skipped with an output given by hand, and stays marked", async () => {
  const { hand, page } = admin;
  skipped = await startOf(
    `${mark} asks`,
    [
      comment("first", "Comment on nothing", "AL-NOWHERE", { onFailure: "ask" }),
      comment("then", "Comment on the alert", "AL-SIGNIN1"),
    ],
    [
      { from: "hand", to: "first" },
      { from: "first", to: "then" },
    ],
  );
  await untilFirstAsks(skipped);
  await page.goto(`/runs/${skipped}`);
  await page.getByText("Comment on nothing failed, and asks what becomes of it.").waitFor();
  await clickOn(hand, page.getByLabel(startsWith("Skip it, with an output of mine")), "Skip it");
  await expect(page.getByLabel(/^What Comment on nothing would have given/)).not.toHaveValue("");
  await fill(hand, "Why\\?", "written by hand elsewhere");
  await expectNothingFound(admin.page);
  await click(hand, "button", "Skip it, with an output of mine");
  await page.getByText("Its output was given by hand.").waitFor();
  await expect(stateOf("Done").first()).toBeVisible();
  expect(admin.complaints).toEqual([]);
});

test("rerun from a step: what is taken over and what is written again is said first, and both runs name each other", async () => {
  const { hand, page } = admin;
  await page.goto(`/runs/${skipped}?step=then`);
  await click(hand, "button", "Rerun from here…");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Taken over as recorded: Comment on nothing").waitFor();
  await expect(dialog.getByText("Comment on the alert writes again: it has done so once.")).toBeVisible();
  await expectNothingFound(admin.page);
  await click(hand, "button", "Rerun with version 1");
  await page.waitForURL((url) => !url.pathname.endsWith(skipped));
  await page.getByRole("link", { name: "rerun of an earlier run" }).waitFor();
  await expect(stateOf("Done").first()).toBeVisible();
  const second = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.goto(`/runs/${second}?step=first`);
  await page.getByText("Its output was given by hand.").waitFor();
  await page.goto(`/runs/${skipped}?step=`);
  await page.getByRole("link", { name: second }).waitFor();
  await page.goto("/runs");
  await expect(page.getByText("rerun once").first()).toBeVisible();
});

test("the list of runs follows one that starts, asks and ends while it is open", async () => {
  const { page } = admin;
  await page.goto("/runs");
  await page
    .getByRole("link", { name: `${mark} asks` })
    .first()
    .waitFor();
  const run = await startOf(
    `${mark} followed`,
    [
      { id: "ask", kind: "approval", name: "ask", label: "Shall it?", approvers: ["role:analyst"] },
      comment("then", "Comment on the alert", "AL-SIGNIN1"),
    ],
    [
      { from: "hand", to: "ask" },
      { from: "ask", port: "approved", to: "then" },
    ],
  );
  const row = page.getByRole("row").filter({ hasText: `${mark} followed` });
  await expect(row.getByText("Waiting for a human")).toBeVisible();
  await expect(row.getByText("Waits for any analyst or above: Shall it?")).toBeVisible();
  await call(api, "approvals.decide", "mutation", { run, step: "ask", decision: "approve" });
  await expect(row.getByText("Done", { exact: true })).toBeVisible();
  expect(admin.complaints).toEqual([]);
});

test("of two who answer a failure that asks, the second is told that it was settled and keeps the text", async () => {
  const { hand, page } = admin;
  const run = await startOf(
    `${mark} contested`,
    [
      comment("first", "Comment on nothing", "AL-NOWHERE", { onFailure: "ask" }),
      { id: "ask", kind: "approval", name: "ask", label: "Go on?", approvers: ["role:analyst"] },
    ],
    [
      { from: "hand", to: "first" },
      { from: "first", to: "ask" },
    ],
  );
  await untilFirstAsks(run);
  await page.goto(`/runs/${run}`);
  await clickOn(hand, page.getByLabel(startsWith("Let it fail")), "Let it fail");
  await fill(hand, "Why\\?", "it is not worth another try");
  // Nobody hears of the answer before this one is sent, which is the moment that counts.
  await page.route("**/*runs.choose*", async (route) => {
    const output = JSON.stringify(COMMENT);
    const other = { id: run, step: "first", choice: "skip", output, reason: "known" };
    await call(api, "runs.choose", "mutation", other);
    await route.continue();
  });
  await click(hand, "button", "Let it fail");
  await page
    .getByText("It was settled before yours was sent: what you had written was not counted.")
    .waitFor();
  await expect(page.getByRole("alert").filter({ hasText: "does not ask any more" })).toContainText(
    "Comment on nothing",
  );
  await expect(page.getByText("it is not worth another try")).toBeVisible();
  await expectNothingFound(admin.page);
  await page.unroute("**/*runs.choose*");
  await page.reload();
  await expect(page.getByText("it is not worth another try")).toBeVisible();
  await click(hand, "button", "Throw it away");
  await expect(page.getByText("It was settled before")).toHaveCount(0);
});

test("a run is paused, with a reason that others see, and resumed", async () => {
  const { hand, page } = admin;
  const run = await startOf(
    `${mark} pauses`,
    [
      { id: "ask", kind: "approval", name: "ask", label: "Go on?", approvers: ["role:analyst"] },
      comment("then", "Comment on the alert", "AL-SIGNIN1"),
    ],
    [
      { from: "hand", to: "ask" },
      { from: "ask", port: "approved", to: "then" },
    ],
  );
  await page.goto(`/runs/${run}`);
  await page.getByText("Waits for", { exact: false }).first().waitFor();
  const head = page.locator("header").filter({ has: page.getByRole("heading", { level: 1 }) });
  await expect(head.getByText("Waiting for a human")).toBeVisible();
  await click(hand, "button", "Pause");
  await fill(hand, "Why\\?", "change window");
  await expectNothingFound(admin.page);
  await click(hand, "button", "Pause the run");
  await page.getByText(/^Paused by reruns@example\.org\.$/).waitFor();
  await expect(page.getByText("change window")).toBeVisible();
  await expect(find(hand, "button", "Pause")).toHaveCount(0);
  await page.getByRole("link", { name: "Look at it and decide" }).first().click();
  const held = "The run is paused by reruns@example.org; it goes on when somebody resumes it.";
  await page.getByRole("note").filter({ hasText: held }).waitFor();
  await expectNothingFound(admin.page);
  await click(hand, "button", "Approve");
  await page.getByText(`You approved it. ${held}`).waitFor();
  await expectNothingFound(admin.page);
  await page.goto("/runs?states=paused");
  await page.getByRole("link", { name: `${mark} pauses` }).waitFor();
  await page.goto(`/runs/${run}?step=`);
  await page.getByText(/^Paused by/).waitFor();
  await expectNothingFound(admin.page);
  await clickOn(hand, find(hand, "button", "Resume"), "Resume");
  await expect(stateOf("Done").first()).toBeVisible();
  expect(admin.complaints).toEqual([]);
});
