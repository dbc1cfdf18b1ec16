import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expect } from "./support/expect.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// Somebody is at work on a step that somebody else deletes.

let browser: Browser;
let author: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("meanwhile@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", trigger: "manual", config: {}, position: { x: 0, y: 0 } },
    {
      id: "s_kqpd7ipo",
      kind: "fail",
      name: "give_up",
      label: "Give up",
      message: "Because",
      position: { x: 336, y: 0 },
    },
  ],
  edges: [{ from: "t", port: "default", to: "s_kqpd7ipo" }],
};

interface Draft {
  readonly graph: typeof GRAPH;
  readonly revision: number;
}

async function open() {
  const name = `Meanwhile ${crypto.randomUUID().slice(0, 8)}`;
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name, graph: GRAPH });
  await author.page.goto(`/playbooks/${id}?step=give_up`);
  const message = author.page.getByRole("textbox", { name: "Message" });
  await message.click();
  await author.page.keyboard.press("Control+End");
  return { playbook: id, message };
}

const draftOf = (playbook: string) => call<Draft>(api, "playbooks.draft", "query", { playbook });

async function remove(playbook: string): Promise<void> {
  const { revision } = await draftOf(playbook);
  const operations = [
    { op: "remove_edge", edge: GRAPH.edges[0] },
    { op: "remove_node", node: "s_kqpd7ipo" },
  ];
  const batches = [{ id: crypto.randomUUID(), label: "Delete Give up", operations }];
  await call(api, "playbooks.edit", "mutation", { playbook, base: revision, batches });
}

test("what is typed while it is deleted: the field stays, and who keeps his own has the step back", async () => {
  const { page } = author;
  const { playbook, message } = await open();
  const held = Promise.withResolvers<void>();
  await page.route(/playbooks\.edit/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.keyboard.type(" of");
  await remove(playbook);
  const conflict = page.getByRole("alert", { name: "Conflict" });
  await expect(conflict.getByText("Give up, Message")).toBeVisible();
  await page.keyboard.type(" a thing");
  await expect(message).toHaveText("Because of a thing");
  held.resolve();
  await page.unroute(/playbooks\.edit/);
  await conflict.getByRole("button", { name: "Keep all of yours" }).press("Enter");
  await expect(page.locator('[data-step="s_kqpd7ipo"]')).toBeFocused();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect
    .poll(async () => {
      const { nodes, edges } = (await draftOf(playbook)).graph;
      return [nodes.find(({ id }) => id === "s_kqpd7ipo"), edges];
    })
    .toMatchObject([{ message: "Because of a thing", label: "Give up" }, GRAPH.edges]);
});

test("keys that were meant for a field that is gone do nothing else", async () => {
  const { page } = author;
  const { playbook, message } = await open();
  await expect(message).toBeFocused();
  await remove(playbook);
  await expect(page.getByText('deleted "Give up".')).toBeVisible();
  await page.keyboard.type("a b ?");
  await expect(page.getByRole("dialog")).not.toBeAttached();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys of the canvas" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(page.locator('[data-step="s_kqpd7ipo"]')).toBeVisible();
});

test("the name of a variable that is being typed while it is deleted is handed back, and goes to no other", async () => {
  const { page } = author;
  const set = {
    id: "s_vars",
    kind: "set",
    name: "keep",
    label: "Keep",
    assignments: [
      { name: "first", value: 1 },
      { name: "second", value: 2 },
    ],
    position: { x: 336, y: 0 },
  };
  const name = `Variables ${crypto.randomUUID().slice(0, 8)}`;
  const graph = { schema: 1, nodes: [GRAPH.nodes[0], set], edges: [] };
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name, graph });
  const edit = async (operation: object) => {
    const { revision } = await draftOf(id);
    const batches = [{ id: crypto.randomUUID(), label: "By another", operations: [operation] }];
    await call(api, "playbooks.edit", "mutation", { playbook: id, base: revision, batches });
  };
  await page.goto(`/playbooks/${id}?step=keep`);
  const field = page.getByRole("textbox", { name: "Variable" }).first();
  await field.fill("typed_here");
  await edit({ op: "set", node: "s_vars", field: ["assignments"], value: [{ name: "second", value: 2 }] });
  await expect(page.getByText('"typed_here", which you were typing, was not taken')).toBeVisible();
  await field.blur();
  await expect(field).toHaveValue("second");

  await field.fill("typed_again");
  await edit({ op: "remove_node", node: "s_vars" });
  await expect(page.getByText('"typed_again", which you were typing, was not taken')).toBeVisible();
  expect((await draftOf(id)).graph.nodes).toHaveLength(1);
});
