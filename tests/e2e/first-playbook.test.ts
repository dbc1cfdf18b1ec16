import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "@riposte/db";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import type { Story } from "../support/until-state.ts";
import { APPROVER, CHAPTERS } from "./first-playbook.chapters.ts";
import type { Walk } from "./first-playbook.chapters.ts";
import { readManual } from "./support/manual.ts";
import { api } from "./support/people.ts";
import { keepPictures, stage, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// docs/first-playbook.md is walked through, chapter by chapter: each begins where the one before has ended.

const manual = await readManual("first-playbook.md");
let browser: Browser;
let admin: Visitor;
let approver: Visitor;
let walk: Walk;
let stopped = false;

beforeAll(async () => {
  browser = await launchBrowser();
  admin = await visit(browser);
  approver = await visit(browser);
  walk = { admin: admin.hand, approver: approver.hand, invitation: "", playbook: "", run: "" };
});
afterAll(() => browser.close());

test("every chapter is walked through", () => {
  expect(manual.map(({ title }) => title)).toEqual(Object.keys(CHAPTERS));
});

describe("the first playbook", () => {
  beforeEach(({ skip, onTestFailed }) => {
    onTestFailed(() => keepPictures([admin.page, approver.page]));
    if (stopped) skip("a chapter before it has failed");
    for (const { names, texts } of [walk.admin, walk.approver]) {
      names.clear();
      texts.clear();
    }
  });

  test.each(manual)("$title", async (chapter) => {
    stopped = true;
    await CHAPTERS[chapter.title]?.(walk, chapter);
    stopped = false;
    // What the chapter says was done, and nothing else was.
    const { names, texts } = chapter;
    expect(new Set([...walk.admin.names, ...walk.approver.names])).toEqual(names);
    expect([...texts]).toEqual(expect.arrayContaining([...walk.admin.texts, ...walk.approver.texts]));
  });
});

test("PostgreSQL says the same", async () => {
  const { sql, close } = connect(stage.databaseUrl, { max: 1, name: "e2e" });
  try {
    const runs = await sql`select playbook_id as playbook, version, state from runs where id = ${walk.run}`;
    expect([...runs]).toEqual([{ playbook: walk.playbook, version: 1, state: "done" }]);
    const attempts = await sql`select distinct state from attempts where run_id = ${walk.run}`;
    expect([...attempts]).toEqual([{ state: "done" }]);
    const asked = await sql`
      select outcome, decided_by as by, comment from approvals where run_id = ${walk.run}`;
    expect([...asked]).toEqual([{ outcome: "approved", by: APPROVER, comment: "I know about it." }]);
    const comments = await sql`
      select content from alert_comments where content like ${`%${APPROVER} took this on.`}`;
    expect(comments.length).toBe(1);
    const mails = await sql<{ message: string; state: string }[]>`
      select message, state from outbox where message like '%Odd sign-in of m.durand%'`;
    expect(mails.map(({ message, state }) => ({ ...JSON.parse(message), state }))).toMatchObject([
      { to: ["soc@example.org"], subject: "Odd sign-in of m.durand", text: "Scored 80.", state: "kept" },
    ]);
  } finally {
    await close();
  }
});

test("each step did what was drawn, and the way not taken was skipped", async () => {
  const story = await call<Story>(api, "runs.get", "query", { id: walk.run });
  expect(Object.fromEntries(story.steps.map(({ name, state }) => [name, state]))).toEqual({
    get_alert: "done",
    judge_address: "done",
    condition: "done",
    approval: "done",
    comment_alert: "skipped",
    update_alert_status: "done",
    comment_alert_2: "done",
    send_e_mail: "done",
  });
  const alert = await call<{ status: { name: string } }>(api, "alerts.get", "query", { id: "AL-SIGNIN1" });
  expect(alert.status.name).toBe("Ongoing");
});

test("the browser has complained about nothing", () => {
  expect([...admin.complaints, ...approver.complaints]).toEqual([]);
});
