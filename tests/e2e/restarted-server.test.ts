import { expect } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { readProcesses } from "../support/product.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, stage, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

let browser: Browser;
let list: Visitor;
let page: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  const storageState = await signedIn("restarted@example.org", "analyst");
  list = await visit(browser, { storageState });
  page = await visit(browser, { storageState });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([list.page, page.page])));

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
  await page.page.goto(`/runs/${first}`);
  await list.page.goto(`/runs?text=${encodeURIComponent(name)}`);
  await expect(list.page.getByText(name)).toHaveCount(1);
  await expect(page.page.getByRole("button", { name: "Approve" })).toBeVisible();

  const server = (await readProcesses(stage.data)).find((process) => process.name === "api");
  process.kill(server?.pid ?? 0, "SIGTERM");
  await expect
    .poll(
      async () =>
        fetch(`${api.url}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: SOON_MS },
    )
    .toBe(true);
  await start();
  await call(api, "approvals.decide", "mutation", { run: first, step: "ask", decision: "approve" });
  await expect(list.page.getByText(name)).toHaveCount(2, { timeout: SOON_MS });
  await expect(page.page.getByText("Done").first()).toBeVisible({ timeout: SOON_MS });
});
