import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { readProcesses } from "../support/product.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, stage, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

let browser: Browser;
let ofList: Visitor;
let ofRun: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  const storageState = await signedIn("restarted@example.org", "analyst");
  ofList = await visit(browser, { storageState });
  ofRun = await visit(browser, { storageState });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([ofList.page, ofRun.page])));

const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "start", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
    { id: "a", kind: "approval", name: "ask", approvers: ["role:analyst"], position: { x: 336, y: 0 } },
  ],
  edges: [{ from: "t", port: "default", to: "a" }],
};

/** A browser tries to connect again every few seconds. */
const SOON_MS = 30_000;

test("pages that are open while the server is stopped and started again are live without a reload", async () => {
  const name = `Restarted ${crypto.randomUUID().slice(0, 8)}`;
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name, graph: GRAPH });
  await call(api, "playbooks.publish", "mutation", { name: id });
  await call(api, "playbooks.setEnabled", "mutation", { name: id, enabled: true });
  const start = async () =>
    (await call<{ run: string }>(api, "runs.start", "mutation", { playbook: id, event: "{}" })).run;
  const first = await start();
  await ofRun.page.goto(`/runs/${first}`);
  await ofList.page.goto("/runs");
  const rows = ofList.page.getByRole("row").filter({ hasText: name });
  await expect(rows).toHaveCount(1);
  await expect(ofRun.page.getByText("Waits for any analyst or above.")).toBeVisible();

  const server = (await readProcesses(stage.data)).find((one) => one.name === "api");
  process.kill(server?.pid ?? 0, "SIGTERM");
  const answers = () =>
    fetch(`${api.url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers, { timeout: SOON_MS }).toBe(false);
  await expect.poll(answers, { timeout: SOON_MS }).toBe(true);
  await start();
  await call(api, "approvals.decide", "mutation", { run: first, step: "ask", decision: "approve" });
  await expect(rows).toHaveCount(2, { timeout: SOON_MS });
  await expect(ofRun.page.getByText("Waits for any analyst or above.")).toBeHidden({ timeout: SOON_MS });
});
