import type { Locator } from "@playwright/test";
import { expect } from "./support/expect.ts";
import { expectWritten } from "./support/field.ts";
import { fire } from "./support/fire.ts";
import {
  card,
  choose,
  click,
  clickOn,
  drag,
  fill,
  fillPrivately,
  fillTemplate,
  find,
  middleOf,
  startsWith,
  typeExpression,
} from "./support/hand.ts";
import type { Hand } from "./support/hand.ts";
import type { Chapter } from "./support/manual.ts";
import { stage, takePicture, untilStill } from "./support/visitor.ts";

/** Who takes part, and what one chapter leaves to the next. */
export interface Walk {
  readonly admin: Hand;
  readonly approver: Hand;
  invitation: string;
  playbook: string;
  run: string;
}

const PASSWORD = "correct horse battery";
export const APPROVER = "bo@example.org";

type Act = (walk: Walk, chapter: Chapter) => Promise<void>;

/** What is done in each chapter of docs/first-playbook.md, by its heading. */
export const CHAPTERS: Readonly<Record<string, Act>> = {
  async "1. Become the admin"({ admin }) {
    const link = /http\S+\/setup#\S+/.exec(stage.printed)?.[0];
    await admin.page.goto(link ?? "no set-up link was printed");
    await fillPrivately(admin, "Name", "Ada");
    await fillPrivately(admin, "E-mail", "ada@example.org");
    await choosePassword(admin);
    await expect(find(admin, "heading", "Playbooks")).toBeVisible();
  },

  async "2. Invite somebody who approves"(walk) {
    const { admin, approver } = walk;
    await click(admin, "link", "People");
    await click(admin, "button", "Invite somebody");
    await fillPrivately(admin, "E-mail", APPROVER);
    await admin.page.getByLabel("Role", { exact: true }).selectOption("analyst");
    admin.names.add("Role");
    await click(admin, "button", "Make the link");
    walk.invitation = await admin.page.getByLabel("Link", { exact: true }).inputValue();
    await click(admin, "button", "Done");

    await approver.page.goto(walk.invitation);
    await fillPrivately(approver, "Name", "Bo");
    await choosePassword(approver);
    await expect(find(approver, "heading", "Playbooks")).toBeVisible();
  },

  async "3. Start with a webhook"(walk) {
    const { admin } = walk;
    await click(admin, "link", "Playbooks");
    await click(admin, "button", "New playbook");
    await fill(admin, "Name", "Odd sign-in");
    await click(admin, "button", "Create and draw");
    await clickOn(admin, find(admin, "button", startsWith("Webhook")), "Webhook");
    walk.playbook = new URL(admin.page.url()).pathname.split("/")[2] ?? "";
    await choose(admin, "Get alert");
    admin.texts.add("trigger");
    await fillTemplate(admin, "UUID", "{{ trigger.body.alert_id }}");
    await clickOn(admin, card(admin, "Webhook"), "Webhook");
    await clickOn(admin, find(admin, "combobox", "Auth"), "Auth");
    await click(admin, "option", "HMAC");
  },

  async "4. Judge the address"({ admin }) {
    await addAfter(admin, "Get alert", "judge_address");
    await fillTemplate(admin, "Address", "{{ trigger.body.address }}");
    await click(admin, "button", "More (2)");
    await fillTemplate(admin, "Country", "{{ trigger.body.country }}");
  },

  async "5. Decide, and ask a person"({ admin }) {
    await addAfter(admin, "judge_address", "Condition");
    await fill(admin, "Case 1", "hostile");
    const condition = find(admin, "textbox", "If");
    await clickOn(admin, condition, "If");
    await typeExpression(admin, "steps.judge_address.hostile");
    await expectWritten(condition, "steps.judge_address.hostile");
    admin.texts.add("steps.judge_address.hostile");
    await addAfter(admin, "Condition, on hostile", "Approval");
    await fillTemplate(
      admin,
      "Message",
      "{{ trigger.body.user }} signed in from {{ steps.judge_address.address }}. Take it on?",
    );
  },

  async "6. Say what happens otherwise"({ admin }) {
    const { page } = admin;
    const offered = page.getByRole("complementary", { name: "Palette" });
    const approval = await middleOf(card(admin, "Approval"));
    const free = { x: approval.x, y: approval.y + 260 };
    await drag(admin, offered.getByRole("option", { name: startsWith("Comment alert") }).first(), free);
    admin.names.add("Comment alert");
    for (const port of ["Condition, on else", "Approval, on rejected"]) {
      await drag(admin, plus(admin, port), await middleOf(card(admin, "Comment alert")));
      admin.names.add("+");
    }
    await card(admin, "Comment alert").click();
    await fillTemplate(admin, "UUID", "{{ steps.get_alert.uuid }}");
    await fillTemplate(admin, "Content", "Nothing to do: scored {{ steps.judge_address.score }}.");
    // The preview moves what is below it.
    await page.getByText("Nothing to do: scored 0.").waitFor();
    await click(admin, "button", "When it fails or takes long");
    await clickOn(admin, find(admin, "combobox", "With several ways in"), "With several ways in");
    await click(admin, "option", "Start with the first that arrives");
  },

  async "7. Take it on, and tell the team"({ admin }) {
    await addAfter(admin, "Approval, on approved", "Update alert status");
    await fillTemplate(admin, "UUID", "{{ steps.get_alert.uuid }}");
    await fillTemplate(admin, "Action UUID", "Ongoing");
    await addAfter(admin, "Update alert status", "Comment alert");
    await fillTemplate(admin, "UUID", "{{ steps.get_alert.uuid }}");
    await fillTemplate(admin, "Content", "{{ steps.approval.by }} took this on.");
    await addAfter(admin, "Comment alert 2", "Send e-mail");
    await fillTemplate(admin, "To, entry 1", "soc@example.org");
    await fillTemplate(admin, "Subject", "Odd sign-in of {{ trigger.body.user }}");
    await fillTemplate(admin, "Text", "Scored {{ steps.judge_address.score }}.");
    await click(admin, "button", "See everything");
  },

  async "8. Publish it"({ admin }) {
    await expect(find(admin, "button", "Problems: No problems")).toBeVisible();
    admin.names.add("No problems");
    await click(admin, "button", "Publish");
    await fill(admin, "What is new", "The first version");
    await click(admin, "button", "Publish version 1");
    await expect(admin.page.getByText("As published: v1")).toBeVisible();
    await expect(find(admin, "switch", "Odd sign-in is on")).toBeChecked();
    await takePicture(admin.page, "editor", async (page) => {
      await page.setViewportSize({ width: 1920, height: 800 });
      await page.getByRole("button", { name: "Close the panel" }).click();
      await page.getByRole("button", { name: "Fold the navigation" }).click();
      await page.getByRole("alert").getByRole("button").click();
      await untilStill(page);
      await page.getByRole("button", { name: "See everything" }).click();
      await page.mouse.move(960, 200);
    });
  },

  async "9. Let it fire"(walk, { blocks }) {
    const { admin } = walk;
    await clickOn(admin, card(admin, "Webhook"), "Webhook");
    await click(admin, "button", "Show address and secret");
    const hook = find(admin, "region", "Webhook");
    await expect(hook).toContainText("Try it");
    admin.names.add("Try it");
    const [url = "", secret = ""] = await hook.locator("pre").allInnerTexts();
    walk.run = await fire({ url, secret }, JSON.parse(blocks[0] ?? "") as object);
    await click(admin, "link", "Runs");
    await admin.page.locator(`a[href*="${walk.run}"]`).first().click();
    await expect(find(admin, "heading", "Odd sign-in")).toBeVisible();
    await expect(admin.page.locator("header").getByText("Waiting", { exact: false }).first()).toBeVisible();
  },

  async "10. Approve it as the other person"({ approver, admin }) {
    await clickOn(approver, find(approver, "link", /^Approvals/), "Approvals");
    await clickOn(approver, find(approver, "link", startsWith("Approval")), "Approval");
    const { page } = approver;
    await expect(page.getByText("m.durand signed in from 203.0.113.7. Take it on?")).toBeVisible();
    await takePicture(page, "approval");
    await fill(approver, "Comment", "I know about it.");
    await click(approver, "button", "Approve");
    await click(approver, "link", "See the run go on");
    for (const { page: each } of [approver, admin]) {
      await expect(each.locator("header").getByText("Done").first()).toBeVisible();
    }
    await takePicture(page, "run", async () => {
      await page.setViewportSize({ width: 1920, height: 800 });
      await untilStill(page);
      await page.getByRole("listbox", { name: "Steps of the run" }).getByText("Approval").click();
      await card(approver, "Approval").waitFor();
      await page.getByRole("heading", { name: "Approval", level: 2 }).waitFor();
    });
    await click(approver, "link", "Outbox");
    await expect(page.getByText("Odd sign-in of m.durand").first()).toBeVisible();
  },
};

async function choosePassword(hand: Hand): Promise<void> {
  await fillPrivately(hand, "Password", PASSWORD);
  await fillPrivately(hand, "Password again", PASSWORD);
  await click(hand, "button", "Create my account");
}

function plus(hand: Hand, after: string): Locator {
  return find(hand, "button", `Add a step after ${after}`);
}

async function addAfter(hand: Hand, after: string, name: string): Promise<void> {
  await clickOn(hand, plus(hand, after).last(), "+");
  await choose(hand, name);
}
