import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What happens to a draft when pages, keys and sessions come and go.

let browser: Browser;
let author: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("drafts@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const wait = (id: string, x: number) => ({ id, kind: "wait", name: id, seconds: 1, position: { x, y: 0 } });
const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
    wait("a", 320),
    wait("b", 640),
    { id: "f", kind: "fail", name: "end", message: "Because", position: { x: 960, y: 0 } },
  ],
  edges: [
    { from: "t", port: "default", to: "a" },
    { from: "a", port: "default", to: "b" },
    { from: "b", port: "default", to: "f" },
  ],
};

async function open(name: string, search = ""): Promise<string> {
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name, graph: GRAPH });
  await author.page.goto(`/playbooks/${id}${search}`);
  return id;
}

interface Draft {
  readonly graph: typeof GRAPH;
}
const draftOf = (playbook: string) => call<Draft>(api, "playbooks.draft", "query", { playbook });

async function frame(page: Page, from: string, to: string): Promise<void> {
  const [first, last] = await Promise.all(
    [from, to].map((id) => page.locator(`[data-step="${id}"]`).boundingBox()),
  );
  if (first === null || last === null || first === undefined || last === undefined)
    throw new Error("The steps are not in sight.");
  await page.keyboard.down("Shift");
  await page.mouse.move(first.x - 20, first.y - 30);
  await page.mouse.down();
  await page.mouse.move(last.x + last.width / 2, last.y + last.height + 30, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
}

test("reloaded in mid-typing, a page takes its own save for its own", async () => {
  const { page } = author;
  const id = await open("Reloaded", "?step=end");
  const message = page.getByRole("textbox", { name: "Message" });
  for (const letters of ["Q", "r", "s"]) {
    await message.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(letters);
    await page.reload();
    await page.getByText("Saved", { exact: true }).waitFor();
    await message.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("q");
    await page.getByText("Saved", { exact: true }).waitFor();
    await expect(page.getByRole("alert", { name: "Conflict" })).toHaveCount(0);
  }
  await expect
    .poll(async () => (await draftOf(id)).graph.nodes.find((node) => node.id === "f"))
    .toMatchObject({ message: "BecauseQqrqsq" });
});

test("Delete takes what is shown as selected, and nothing else", async () => {
  const { page } = author;
  const id = await open("Framed");
  await page.locator('[data-step="b"]').waitFor();
  // The canvas may still be on its way to where everything is seen.
  await expect(async () => {
    await frame(page, "a", "b");
    await expect(page.locator(".react-flow__node.selected")).toHaveCount(2, { timeout: 500 });
  }).toPass();
  await page.keyboard.press("Control+d");
  await expect(page.locator("[data-step]")).toHaveCount(6);
  await page.keyboard.press("Delete");
  await expect(page.locator("[data-step]")).toHaveCount(4);
  await page.getByText("Saved", { exact: true }).waitFor();
  await expect.poll(async () => (await draftOf(id)).graph.edges).toEqual(GRAPH.edges);
});

test("a script that was saved since is a change that can be published", async () => {
  const { page } = author;
  const script = (result: number) =>
    call(api, "actions.save", "mutation", {
      name: "weigh_address",
      source: `def main(arguments):\n    return ${result}\n`,
      entry: "main",
      effect: "read",
      idempotent: true,
      arguments: { type: "object" },
      result: null,
      connector: null,
      connectorRequired: false,
      timeoutSeconds: 60,
      memoryMb: 256,
    });
  await script(1);
  const step = { id: "w", kind: "action", name: "weigh", action: "script.weigh_address", arguments: {} };
  const nodes = [...GRAPH.nodes.slice(0, 1), { ...step, position: { x: 320, y: 0 } }];
  const graph = { schema: 1, nodes, edges: [{ from: "t", port: "default", to: "w" }] };
  const wanted = { name: "Weighed", graph, publish: true };
  const { id } = await call<{ id: string }>(api, "playbooks.save", "mutation", wanted);
  await page.goto(`/playbooks/${id}`);
  await expect(page.getByText("As published: v1")).toBeVisible();
  const publish = page.getByRole("button", { name: "Publish", exact: true });
  await expect(publish).toBeDisabled();
  await script(2);
  await page.reload();
  await expect(page.getByText("1 change since v1: weigh_address 1 → 2")).toBeVisible();
  await publish.click();
  await page.getByRole("button", { name: "Publish version 2" }).click();
  await expect(page.getByText("As published: v2")).toBeVisible();
});

test("a session that ends takes no keys, and keeps what was typed", async () => {
  const { page } = author;
  await open("Ended", "?step=end");
  const message = page.getByRole("textbox", { name: "Message" });
  await message.click();
  await page.keyboard.press("Control+End");
  await page.context().clearCookies();
  while (!page.url().includes("/sign-in")) await page.keyboard.type("k", { delay: 50 });
  await page.getByText("Your session has ended").waitFor();
  await page.keyboard.type("kkk");
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("");
  await expect(page.getByText("kept in this browser")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
});
