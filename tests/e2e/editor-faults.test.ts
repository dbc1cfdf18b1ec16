import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { findingsOn } from "./support/axe.ts";
import { expect } from "./support/expect.ts";
import { expectWritten } from "./support/field.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What an editor must bear: names that cannot be, connections that lead from nowhere, boxes that are left.

let browser: Browser;
let author: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("faults@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const at = (x: number, y = 0) => ({ position: { x, y } });
const GRAPH = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", trigger: "manual", config: {}, ...at(0) },
    {
      id: "c",
      kind: "condition",
      name: "check",
      cases: [{ name: "yes", when: "trigger.body.score > 50" }],
      ...at(336),
    },
    { id: "a", kind: "wait", name: "first", seconds: 1, ...at(672) },
    { id: "d", kind: "wait", name: "alone", seconds: 1, ...at(0, 200) },
    { id: "b", kind: "fail", name: "second", message: "", ...at(672, 200) },
  ],
  edges: [
    { from: "t", port: "default", to: "c" },
    { from: "c", port: "yes", to: "a" },
    { from: "c", port: "gone", to: "b" },
  ],
};

interface Draft {
  readonly graph: typeof GRAPH;
}

async function open(): Promise<string> {
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", {
    name: `Faults ${crypto.randomUUID().slice(0, 8)}`,
    graph: GRAPH,
  });
  await author.page.goto(`/playbooks/${id}`);
  await expect(author.page.locator('[data-step="c"]')).toBeVisible();
  return id;
}
const graphOf = async (playbook: string) =>
  (await call<Draft>(api, "playbooks.draft", "query", { playbook })).graph;

test("a connection whose way out is gone is drawn; its problem leads to it, and Delete takes it", async () => {
  const { page } = author;
  const playbook = await open();
  const broken = page.getByRole("group", { name: "From check to second" });
  await expect(broken.locator("[data-broken]")).toBeAttached();
  await page.getByRole("button", { name: /^Problems: \d+ error/ }).click();
  await page.getByRole("button", { name: /no way out called "gone"/ }).click();
  await expect(broken.locator("[data-selected]")).toBeAttached();
  await expect(page.locator('[data-step="c"]')).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(broken).not.toBeAttached();
  await expect.poll(async () => (await graphOf(playbook)).edges).toHaveLength(2);
  await expect(page.locator('[data-step="c"]')).toBeVisible();
});

test("the button of the problems is called what it shows, in both themes", async () => {
  const { page } = author;
  await open();
  await expect(page.getByRole("button", { name: /^Problems: \d+ errors?, \d+ warnings?$/ })).toBeVisible();
  const rules = ["label-content-name-mismatch"];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findingsOn(page, { rules })).toEqual([]);
  }
});

test("a box beside a step closes on a click on the canvas or in the panel, and on Escape", async () => {
  const { page } = author;
  await open();
  const box = page.getByRole("dialog", { name: /^Add after first/ });
  const openBox = async () => {
    await page.locator('[data-step="a"]').click();
    await expect(page.getByLabel("Title")).toBeVisible();
    await page.locator('[data-step="a"]').focus();
    await page.keyboard.press("a");
    await expect(box).toBeVisible();
  };
  await openBox();
  await page.locator(".react-flow__pane").click({ position: { x: 300, y: 20 } });
  await expect(box).not.toBeAttached();
  await openBox();
  await page.getByLabel("Title").click();
  await expect(box).not.toBeAttached();
  await expect(page.getByLabel("Title")).toBeFocused();
  await openBox();
  await page.locator(":focus").blur();
  await page.keyboard.press("Escape");
  await expect(box).not.toBeAttached();
  await expect(page.locator('[data-step="a"]')).toBeFocused();
});

test("who adds a step by mouse and types at once types into it", async () => {
  const { page } = author;
  // What can be added may be told long after what is drawn.
  await page.route("**/trpc/catalogue.get**", async (route) => {
    await sleep(1_000);
    await route.continue();
  });
  await open();
  await page.locator('[data-step="a"]').hover();
  await page.getByRole("button", { name: "Add a step after first" }).click();
  await page.keyboard.type("Send e-mail");
  await page.keyboard.press("Enter");
  const to = page.getByRole("textbox", { name: "To, entry 1" });
  await expect(to).toBeFocused();
  await page.keyboard.type("cert@example.org");
  await expectWritten(to, "cert@example.org");
  await expect(page.getByRole("dialog")).not.toBeAttached();
  await page.unrouteAll({ behavior: "wait" });
});

test("who adds a step by key and types on at once types into it too, and Escape leads back to its card", async () => {
  const { page } = author;
  await open();
  const add = async (name: string, typed: string) => {
    await page.keyboard.press("a");
    await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await page.keyboard.type(typed);
  };
  await page.locator('[data-step="a"]').focus();
  await add("Condition", "trigger.cost > 5");
  await expectWritten(page.getByRole("textbox", { name: "If" }), "trigger.cost > 5");
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-step]").and(page.getByLabel(/^Condition,/))).toBeFocused();
  // Where nothing has to be filled in, it is called so.
  await add("Join", "Both together");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Both together");
  await expect(page.getByRole("dialog")).not.toBeAttached();
});

test("a name that is taken is refused where it was typed; a card on others finds its place in one step", async () => {
  const { page } = author;
  const playbook = await open();
  await page.locator('[data-step="a"]').click();
  await page.getByText("Name and note").click();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await name.fill("Second");
  await name.press("Tab");
  await expect(page.getByRole("alert").filter({ hasText: "is called second already" })).toBeVisible();
  await expect(name).toHaveValue("Second");
  await name.fill("Get Host");
  await name.press("Tab");
  await expect(name).toHaveValue("get_host");

  const [card, other] = await Promise.all(
    ["a", "b"].map((id) => page.locator(`[data-step="${id}"]`).boundingBox()),
  );
  if (!card || !other) throw new Error("The steps are not in sight.");
  await page.mouse.move(card.x + 60, card.y + 20);
  await page.mouse.down();
  await page.mouse.move(other.x + 60, other.y + 24, { steps: 8 });
  await page.mouse.up();
  const yOf = async () => (await graphOf(playbook)).nodes.find(({ id }) => id === "a")?.position.y ?? 0;
  await expect.poll(yOf).not.toBe(0);
  expect(Math.abs((await yOf()) - 200)).toBeGreaterThanOrEqual(64);
  await page.locator('[data-step="a"]').focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(yOf).toBe(0);
});

test("approvers are picked by name; one whose role may not approve is a problem", async () => {
  const { page } = author;
  await signedIn("vera@example.org", "viewer");
  await signedIn("paula@example.org", "analyst");
  const graph = {
    schema: 1,
    nodes: [
      { id: "t", kind: "trigger", name: "hook", trigger: "manual", config: {}, ...at(0) },
      { id: "q", kind: "approval", name: "ask", approvers: [], message: "May I?", ...at(336) },
    ],
    edges: [{ from: "t", port: "default", to: "q" }],
  };
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name: "Asks", graph });
  await page.goto(`/playbooks/${id}?step=ask`);
  const field = page.getByRole("combobox", { name: "Who may approve" });
  await field.click();
  await expect(page.getByRole("option", { name: "vera (vera@example.org)" })).toHaveCount(0);
  await page.getByRole("option", { name: "paula (paula@example.org)" }).click();
  const approvers = async () =>
    (
      await call<{ graph: { nodes: { approvers?: unknown }[] } }>(api, "playbooks.draft", "query", {
        playbook: id,
      })
    ).graph.nodes[1]?.approvers;
  await expect.poll(approvers).toEqual(["user:paula@example.org"]);
  await field.fill("vera@example.org");
  await field.press("Enter");
  await expect(
    page.getByText("vera@example.org is a viewer, and may not approve anything.").first(),
  ).toBeVisible();
});

test("the event of a past run is shown, and can be changed", async () => {
  const { page } = author;
  const { nodes, edges } = { nodes: GRAPH.nodes.slice(0, 1), edges: [] };
  const wanted = { name: "Tested", graph: { schema: 1, nodes, edges }, publish: true, enable: true };
  const { id } = await call<{ id: string }>(api, "playbooks.save", "mutation", wanted);
  const event = '{"score":80.0}';
  await page.goto(`/playbooks/${id}`);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  const field = page.getByRole("textbox", { name: "Event" });
  const past = page.getByRole("combobox", { name: "Take the event of" });
  await past.click();
  await expect(page.getByText("It has not run yet.")).toBeVisible();
  await past.press("Escape");
  // Also of one that came since the page was opened.
  await call(api, "runs.start", "mutation", { playbook: id, event });
  await past.click();
  await page.getByRole("option").filter({ hasText: "v1" }).click();
  await expect(field).toHaveValue(/"score":80\.0/);
  await field.fill('{"score": 90}');
  await expect(page.getByRole("combobox", { name: "Take the event of" })).toHaveValue("");
  await expect(field).toHaveValue('{"score": 90}');
  await page.getByRole("button", { name: "Test the draft" }).click();
  await expect(page.getByRole("link", { name: "See what each step did" })).toBeVisible();
});

test("a test names the step that it waits for, also on a page that is loaded again, and leads to it", async () => {
  const { page } = author;
  const ask = { id: "ask", kind: "approval", name: "ask", label: "Go on?", approvers: ["role:analyst"] };
  const nodes = [...GRAPH.nodes.slice(0, 1), ask];
  const edges = [{ from: nodes[0]?.id ?? "", to: "ask" }];
  const wanted = { name: "Test that waits", graph: { schema: 1, nodes, edges }, publish: false };
  const { id } = await call<{ id: string }>(api, "playbooks.save", "mutation", wanted);
  await page.goto(`/playbooks/${id}`);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByRole("button", { name: "Test the draft" }).click();
  const standing = page.getByRole("list", { name: "Steps that failed or wait" });
  await expect(standing).toContainText("Waiting for a human");
  await page.reload();
  await expect(standing).toContainText("Waiting for a human");
  await standing.getByRole("link", { name: "Go on?" }).click();
  await page.waitForURL(/\/runs\/.*step=ask/);
});

test("in a low or narrow window nothing lies over the bar, and every field is reached", async () => {
  const { page } = author;
  const id = await open();
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  const bar = page.locator("[data-region=bar]");
  for (const size of [
    { width: 720, height: 450 },
    { width: 320, height: 640 },
    { width: 320, height: 256 },
  ]) {
    await page.setViewportSize(size);
    await page.goto(`/playbooks/${id}?step=second`);
    const fields = [
      bar.getByRole("button", { name: "Publish" }),
      page.getByRole("textbox", { name: "Message" }),
      page.getByRole("button", { name: "Name and note" }),
      page.getByRole("combobox", { name: "Take the event of" }),
      page.getByRole("textbox", { name: "Event" }),
      page.getByRole("button", { name: "Test the draft" }),
    ];
    await bar.getByRole("button", { name: "Test", exact: true }).click();
    await expect(page.getByRole("combobox", { name: "Take the event of" })).toBeInViewport({ ratio: 1 });
    for (const field of fields) await field.click({ trial: true });
    await bar.getByRole("button", { name: /^Problems/ }).click();
    await page.getByRole("button", { name: "Fold the drawer" }).click();
  }
  await page.setViewportSize({ width, height });
});
