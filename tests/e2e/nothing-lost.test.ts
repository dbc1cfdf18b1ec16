import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { connect } from "@riposte/db";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { expectWritten } from "./support/field.ts";
import { furnish } from "./support/furnish.ts";
import { api, PASSWORD, signedIn } from "./support/people.ts";
import { keepPictures, stage, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What a key pressed by mistake must not throw away.

let browser: Browser;
let admin: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  admin = await visit(browser, { storageState: await signedIn("keeper@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([admin.page])));

test("Escape asks before a link that is shown only now is gone", async () => {
  const { page } = admin;
  await page.goto("/people");
  await page.getByRole("button", { name: "Invite somebody" }).first().click();
  await page.getByRole("textbox", { name: "E-mail" }).fill("once@example.org");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/#/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alert").filter({ hasText: "nobody can read it again" })).toBeVisible();
  await expect(link).toHaveValue(/#/);
  await page.getByRole("button", { name: "Go on showing it" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(link).not.toBeAttached();
});

test("a new playbook's name outlives Escape, and is refused in words", async () => {
  const { page } = admin;
  await page.goto("/playbooks");
  await page.getByRole("button", { name: "New playbook" }).click();
  const name = page.getByRole("textbox", { name: /^Name/ });
  await page.getByRole("button", { name: "Create and draw" }).click();
  await expect(page.getByText("A playbook needs a name.")).toBeVisible();
  await name.fill("x".repeat(250));
  await page.getByRole("button", { name: "Create and draw" }).click();
  await expect(page.getByText("this one has 250")).toBeVisible();
  await expect(name).toHaveValue("x".repeat(250));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alert").filter({ hasText: "is not created" })).toBeVisible();
  await expect(name).toHaveValue("x".repeat(250));
  await page.getByRole("button", { name: "Discard what was typed" }).click();
  await expect(name).not.toBeAttached();
});

test("what was chosen about an unknown outcome outlives a reload, as what was written does", async () => {
  const { page } = admin;
  const { run } = await furnish();
  const { sql, close } = connect(stage.databaseUrl, { max: 1, name: "e2e" });
  try {
    const failure = JSON.stringify({ code: "unknown_outcome", message: "Lost.", retryable: false });
    await sql`update runs set state = 'lost' where id = ${run}`;
    await sql`update step_runs set state = 'unknown', failure = ${failure} where run_id = ${run} and step = 'judge'`;
  } finally {
    await close();
  }
  await page.goto(`/approvals/${run}.judge`);
  const choice = page.getByRole("radio").first();
  await choice.check();
  const reason = page.getByRole("textbox", { name: /^How do you know/ });
  await reason.fill("Seen in its log");
  await page.reload();
  await expect(reason).toHaveValue("Seen in its log");
  await expect(choice).toBeChecked();
});

test("two clicks on Approve are one decision", async () => {
  const { approval } = await furnish();
  const analyst = await visit(browser, { storageState: await signedIn("twice@example.org", "analyst") });
  await using _ = analyst;
  const { page } = analyst;
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("approvals.decide")) sent.push(request.url());
  });
  await page.goto(`/approvals/${approval}`);
  await page.getByRole("button", { name: "Approve", exact: true }).dblclick();
  await expect(page.getByText("You approved it.")).toBeVisible();
  expect(sent).toHaveLength(1);
});

test("a decision that nobody took is sent once more when Riposte answers again, with its comment", async () => {
  const { approval } = await furnish();
  const analyst = await visit(browser, { storageState: await signedIn("again@example.org", "analyst") });
  await using _ = analyst;
  const { page } = analyst;
  await page.goto(`/approvals/${approval}`);
  const form = page.getByRole("form", { name: "Your decision" });
  const comment = form.getByRole("textbox", { name: "Comment" });
  await comment.fill("Looked at it.");
  await page.route("**/*", (route) => route.abort());
  const approve = form.getByRole("button", { name: "Approve", exact: true });
  await approve.click();
  await expect(form.getByRole("alert")).toContainText("Riposte does not answer");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await expect(form.getByText("Riposte answers again.")).toBeVisible();
  await expect(form.getByRole("alert")).toHaveCount(0);
  await expect(comment).toHaveValue("Looked at it.");
  await approve.click();
  await expect(page.getByText("You approved it.")).toBeVisible();
});

const KEPT = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
    { id: "f", kind: "fail", name: "end", message: "Because", position: { x: 320, y: 0 } },
  ],
  edges: [{ from: "t", port: "default", to: "f" }],
};

test("changes that were refused are never sent by who signs in next; signing out asks about them", async () => {
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: "Kept",
    graph: KEPT,
  });
  const messageOf = async () => {
    const { graph } = await call<{ graph: typeof KEPT }>(api, "playbooks.draft", "query", { playbook: id });
    return graph.nodes.find((node) => node.id === "f")?.message;
  };
  const setRole = (role: string) => call(api, "people.setRole", "mutation", { id: "carl@example.org", role });
  await signedIn("eve@example.org", "admin");
  const carl = await visit(browser, { storageState: await signedIn("carl@example.org", "author") });
  await using _ = carl;
  const { page } = carl;
  await page.goto(`/playbooks/${id}?step=end`);
  const message = page.getByRole("textbox", { name: "Message" });
  await message.click();
  await setRole("viewer");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Carl says so");
  const keys = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(".unsent.")));
  await expect.poll(keys).toHaveLength(1);

  await page.getByRole("button", { name: "Your account and the theme" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("Changes of yours are not saved")).toBeVisible();
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await expect(page.getByText("Nobody else gets to see them.")).toBeVisible();

  const signIn = async (email: string) => {
    await page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/playbooks");
    await page.goto(`/playbooks/${id}?step=end`);
  };
  await signIn("eve@example.org");
  await expectWritten(message, "Because");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(await messageOf()).toBe("Because");
  await page.getByRole("button", { name: "Your account and the theme" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  expect(await keys()).toHaveLength(1);

  await setRole("author");
  await signIn("carl@example.org");
  await expect.poll(messageOf).toBe("Because Carl says so");
  await page.getByText("Saved", { exact: true }).waitFor();
  await expect.poll(keys).toHaveLength(0);
});
