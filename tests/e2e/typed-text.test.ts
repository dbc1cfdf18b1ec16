import { connect } from "@riposte/db";
import { expect } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, stage, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Nothing typed or chosen is lost by a slip.

let browser: Browser;
let author: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("typed@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

test("what became of a step: the answer that was chosen is kept over a reload, as the reason is", async () => {
  const { page } = author;
  const graph = {
    nodes: [
      { id: "hand", kind: "trigger", name: "hand", trigger: "manual", config: {} },
      { id: "note", kind: "wait", name: "note", label: "Note it", seconds: 0 },
      { id: "lost", kind: "wait", name: "lost", label: "Lost", seconds: 0 },
    ],
    edges: [
      { from: "hand", to: "note" },
      { from: "note", to: "lost" },
    ],
  };
  const name = `Lost ${crypto.randomUUID().slice(0, 8)}`;
  await call(api, "playbooks.save", "mutation", { name, graph, publish: true, enable: true });
  const { run } = await call<{ run: string }>(api, "runs.start", "mutation", { playbook: name });
  const state = async () => (await call<{ state: string }>(api, "runs.get", "query", { id: run })).state;
  await expect.poll(state, { timeout: 30_000 }).toBe("done");
  const database = connect(stage.databaseUrl, { max: 1 });
  await database.sql`update step_runs set state = 'unknown' where run_id = ${run} and step = 'lost'`;
  await database.close();

  await page.goto(`/runs/${run}?step=lost`);
  const form = page.getByRole("form", { name: "What became of Lost" });
  await form.getByRole("radio").nth(1).check();
  await form.getByLabel("How do you know?").fill("Seen in the log");
  await page.reload();
  await expect(form.getByLabel("How do you know?")).toHaveValue("Seen in the log");
  await expect(form.getByRole("radio").nth(1)).toBeChecked();
});
