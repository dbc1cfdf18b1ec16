import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, test } from "vitest";
import { call } from "../support/api.ts";
import { launchBrowser } from "../support/browser.ts";
import { expectNothingFound } from "./support/expect-nothing-found.ts";
import { expect } from "./support/expect.ts";
import { card, choose, click, drag, find, middleOf, press, type } from "./support/hand.ts";
import { inPanel } from "./support/keyboard.ts";
import { api, signedIn } from "./support/people.ts";
import { keepPictures, untilStill, visit } from "./support/visitor.ts";
import type { Visitor } from "./support/visitor.ts";

// What who draws all day does all day; each test draws a playbook of its own.

let browser: Browser;
let author: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  author = await visit(browser, { storageState: await signedIn("draws@example.org", "admin") });
});
afterAll(() => browser.close());
beforeEach(({ onTestFailed }) => onTestFailed(() => keepPictures([author.page])));

const STEPS = [
  { id: "t", kind: "trigger", name: "start", label: "Start", trigger: "manual", config: {} },
  {
    id: "a",
    kind: "set",
    name: "first",
    label: "First",
    assignments: [{ name: "host", value: "{{ trigger.host }}" }],
  },
  {
    id: "c",
    kind: "condition",
    name: "urgent",
    label: "Urgent?",
    cases: [{ name: "yes", when: "vars.host == 'db'" }],
  },
  {
    id: "b",
    kind: "set",
    name: "second",
    label: "Second",
    assignments: [{ name: "level", value: "{{ vars.host }}" }],
  },
  { id: "d", kind: "stop", name: "enough", label: "Enough" },
];
const EDGES = [
  { from: "t", port: "default", to: "a" },
  { from: "a", port: "default", to: "c" },
  { from: "c", port: "yes", to: "b" },
  { from: "c", port: "else", to: "d" },
  { from: "b", port: "default", to: "d" },
];

/** Opened, the steps in a row but for what a test says. */
async function open(ys: readonly number[] = []): Promise<string> {
  const nodes = STEPS.map((step, at) => ({ ...step, position: { x: at * 336, y: ys[at] ?? 0 } }));
  const name = `Drawn ${crypto.randomUUID().slice(0, 8)}`;
  const graph = { schema: 1, nodes, edges: EDGES };
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name, graph });
  await author.page.goto(`/playbooks/${id}`);
  await card(author.hand, "Start").waitFor();
  return id;
}

interface Drawn {
  readonly graph: {
    readonly nodes: readonly (Record<string, unknown> & {
      readonly id: string;
      readonly name: string;
      readonly position: { readonly x: number; readonly y: number };
    })[];
    readonly edges: readonly { readonly from: string; readonly port: string; readonly to: string }[];
  };
}

async function saved(playbook: string): Promise<Drawn["graph"]> {
  await expect(author.page.locator("[data-saving=saved]")).toBeVisible();
  return (await call<Drawn>(api, "playbooks.draft", "query", { playbook })).graph;
}

test("what usually comes next stands first, then what was added last", async () => {
  const { hand, page } = author;
  await open();
  await card(hand, "First").click();
  await press(hand, "Shift+A");
  const dialog = page.getByRole("dialog");
  await expect(
    dialog.getByRole("group", { name: "Suggested next" }).getByRole("option").first(),
  ).toHaveAttribute("aria-selected", "true");
  await choose(hand, "Wait");
  await expect(card(hand, "Wait")).toBeVisible();
  const palette = page.getByRole("complementary", { name: "Palette" });
  await expect(palette.getByRole("group", { name: "Recent" }).getByRole("option").first()).toHaveText("Wait");
  await expect(inPanel(hand)).toBeAttached();
  await press(hand, "Shift+F6", "Home", "a");
  await expect(
    dialog.getByRole("group", { name: "Recent" }).getByRole("option", { name: "Wait" }),
  ).toBeVisible();
  await press(hand, "Escape");
});

test("by typing on the canvas one adds, goes and does", async () => {
  const { hand, page } = author;
  const playbook = await open();
  await card(hand, "First").focus();
  await press(hand, "/");
  await expect(find(hand, "combobox", "Add, do or go to")).toBeFocused();
  await type(hand, "Fail");
  await press(hand, "Enter");
  await expect(inPanel(hand)).toBeAttached();
  await press(hand, "Escape");
  await expect(card(hand, "Fail")).toBeFocused();

  await press(hand, "/");
  await type(hand, "Enough");
  await press(hand, "Enter");
  await expect(card(hand, "Enough")).toBeFocused();

  await press(hand, "/");
  await type(hand, "Duplicate");
  await press(hand, "Enter");
  await expect(page.locator("[data-step]").and(page.getByLabel("Enough 2"))).toBeVisible();
  expect((await saved(playbook)).nodes).toHaveLength(STEPS.length + 2);
  await press(hand, "ControlOrMeta+z", "ControlOrMeta+z");
  expect((await saved(playbook)).nodes).toHaveLength(STEPS.length);
});

test("a port that is let go on nothing asks what comes; what cannot be connected says why", async () => {
  const { hand, page } = author;
  const playbook = await open();
  await press(hand, "f");
  const exit = page.getByRole("button", { name: "Add a step after Second" });
  const { x, y } = await middleOf(exit);
  await drag(hand, exit, { x: x + 40, y: y + 120 });
  await choose(hand, "Join");
  await expect(card(hand, "Join")).toBeVisible();
  await expect(inPanel(hand)).toBeAttached();
  await press(hand, "Shift+F6", "f");
  await untilStill(page);
  const far = page.locator('.react-flow__node[data-id="b"] .react-flow__handle.source');
  await drag(hand, far, await middleOf(card(hand, "First")));
  await expect(page.getByText("That would go in a circle")).toBeVisible();
  const { nodes, edges } = await saved(playbook);
  const joined = nodes.find(({ name }) => name === "join")?.id;
  expect(edges).toContainEqual(expect.objectContaining({ from: "b", to: joined }));
  expect(edges).not.toContainEqual(expect.objectContaining({ from: "b", to: "a" }));
});

test("several steps are put in line, with the same room between them, each undone as one", async () => {
  const { hand } = author;
  const playbook = await open([0, 40, 96, -40, 8]);
  await card(hand, "First").click();
  await press(hand, "f");
  await card(hand, "Second").click({ modifiers: ["Shift"] });
  await card(hand, "Enough").click({ modifiers: ["Shift"] });
  await expect(find(hand, "toolbar", "3 selected steps")).toBeVisible();
  await click(hand, "button", "Align top");
  const yOf = async () => (await saved(playbook)).nodes.map(({ position }) => position.y);
  expect(await yOf()).toEqual([0, -40, 96, -40, -40]);
  await press(hand, "/");
  await type(hand, "same room across");
  await press(hand, "Enter");
  const { nodes } = await saved(playbook);
  const [, first, , second, enough] = nodes.map(({ position }) => position.x);
  expect((second ?? 0) - (first ?? 0)).toBeCloseTo((enough ?? 0) - (second ?? 0), -1);
  await press(hand, "ControlOrMeta+z", "ControlOrMeta+z");
  expect(await yOf()).toEqual([0, 40, 96, -40, 8]);
});

test("steps are grouped, folded into one card, moved as one, and dissolved", async () => {
  const { hand, page } = author;
  const playbook = await open();
  await card(hand, "First").click();
  await press(hand, "f");
  await card(hand, "Urgent\\?").click({ modifiers: ["Shift"] });
  await press(hand, "g");
  const frame = page.locator('[data-frame="Group"]');
  await expect(frame).toBeVisible();
  await expect(card(hand, "First")).toBeVisible();
  await click(hand, "button", "Fold Group");
  await expect(card(hand, "Group")).toHaveAccessibleName(/2 steps: First, Urgent/);
  await expect(card(hand, "First")).toHaveCount(0);
  await expect(page.getByRole("group", { name: "From Start to Group" })).toBeAttached();
  await expect(page.getByRole("group", { name: "From Group to Second" })).toBeAttached();
  await expectNothingFound(page);

  await card(hand, "Group").click();
  await press(hand, "Alt+ArrowDown");
  const heights = async () => (await saved(playbook)).nodes.slice(0, 4).map(({ position }) => position.y);
  expect(await heights()).toEqual([0, 8, 8, 0]);
  await press(hand, "e");
  await expect(card(hand, "First")).toBeFocused();
  await press(hand, "Shift+G");
  await expect(frame).toHaveCount(0);
  await press(hand, "ControlOrMeta+z", "ControlOrMeta+z", "ControlOrMeta+z");
  expect(await heights()).toEqual([0, 0, 0, 0]);
  expect((await saved(playbook)).nodes).toHaveLength(STEPS.length);
});

test("find leads to each place and its field; replacing takes along what reads a name, and is undone as one", async () => {
  const { hand, page } = author;
  const playbook = await open();
  await card(hand, "Start").focus();
  await press(hand, "ControlOrMeta+f");
  await expect(find(hand, "textbox", "Find")).toBeFocused();
  await type(hand, "host");
  const found = page.getByRole("list", { name: "Found" });
  await expect(found.getByRole("button")).toHaveCount(4);
  await press(hand, "Enter", "Enter", "Enter");
  await expect(page.getByText("3 of 4")).toBeVisible();
  await expect(card(hand, "Urgent\\?")).toHaveAttribute("aria-pressed", "true");
  await expect(find(hand, "textbox", "Find")).toBeFocused();
  await found.getByRole("button").last().click();
  await expect(inPanel(hand)).toBeAttached();

  await page.getByRole("textbox", { name: "Replace with" }).fill("machine");
  await click(hand, "button", "Replace all");
  const texts = async () =>
    JSON.stringify((await saved(playbook)).nodes.map(({ position: _at, ...rest }) => rest));
  expect(await texts()).toContain("vars.machine == 'db'");
  expect(await texts()).toContain("{{ trigger.machine }}");
  expect(await texts()).not.toContain("host");
  await expectNothingFound(page);
  await press(hand, "Escape");
  await press(hand, "ControlOrMeta+z");
  expect(await texts()).toContain("{{ trigger.host }}");
  expect(await texts()).not.toContain("machine");
});

test("the outline reads as the playbook goes, and the keys of the canvas work in it", async () => {
  const { hand, page } = author;
  const playbook = await open();
  await card(hand, "Start").focus();
  await press(hand, "o");
  const outline = page.getByRole("tree", { name: "Steps of the playbook" });
  await expect(outline).toBeFocused();
  const lines = outline.getByRole("treeitem");
  await expect(lines).toHaveText([
    /^Start/,
    /^First/,
    /^Urgent\?/,
    /^yes/,
    /^Second.*Enough$/,
    /^else.*Enough$/,
    /^Enough/,
  ]);
  await press(hand, "Home", "ArrowDown", "ArrowDown");
  await expect(lines.nth(2)).toHaveAttribute("aria-selected", "true");
  await expect(card(hand, "Urgent\\?")).toHaveAttribute("aria-pressed", "true");
  await press(hand, "ArrowLeft");
  await expect(lines).toHaveCount(4);
  await press(hand, "ArrowRight", "End");
  await expect(lines.last()).toHaveAttribute("aria-selected", "true");
  await press(hand, "Delete");
  await expect(outline).toBeFocused();
  await expect(lines).toHaveCount(5);
  await press(hand, "ControlOrMeta+z");
  await expect(lines).toHaveCount(7);
  await expectNothingFound(page);
  await press(hand, "o");
  await expect(page.locator("[data-step]:focus")).toBeVisible();
  expect((await saved(playbook)).nodes).toHaveLength(STEPS.length);
  await page.getByRole("tab", { name: "Steps" }).click();
});

test("a click on the map brings there what was clicked on", async () => {
  const { hand, page } = author;
  const row = Array.from({ length: 14 }, (_, at) => ({
    id: `w${at}`,
    kind: "wait",
    name: `wait_${at}`,
    label: `Wait ${at}`,
    seconds: 1,
    position: { x: at * 336, y: 0 },
  }));
  const graph = { schema: 1, nodes: row, edges: [] };
  const { id } = await call<{ id: string }>(api, "playbooks.create", "mutation", { name: "Mapped", graph });
  await page.goto(`/playbooks/${id}`);
  await card(hand, "Wait 0").waitFor();
  await expect(card(hand, "Wait 13")).not.toBeInViewport();
  const place = await middleOf(page.locator(".react-flow__minimap-node").last());
  await page.mouse.click(place.x, place.y);
  await expect(card(hand, "Wait 13")).toBeInViewport();
  await expect(card(hand, "Wait 0")).not.toBeInViewport();
});

test("more than two hundred changes are undone, also after a reload", async () => {
  const { hand, page } = author;
  const playbook = await open();
  await card(hand, "First").click();
  const heights = async () => (await saved(playbook)).nodes.slice(1, 3).map(({ position }) => position.y);
  for (let turn = 0; turn < 105; turn++)
    await press(hand, "Alt+ArrowDown", "ArrowRight", "Alt+ArrowDown", "ArrowLeft");
  expect(await heights()).toEqual([840, 840]);
  await page.reload();
  await card(hand, "First").waitFor();
  await expect(find(hand, "button", "Undo")).toBeEnabled();
  for (let turn = 0; turn < 210; turn++) await press(hand, "ControlOrMeta+z");
  expect(await heights()).toEqual([0, 0]);
}, 300_000);

test("the sheet of keys names every way there is, and the browser has complained about nothing", async () => {
  const { hand, page } = author;
  await open();
  await press(hand, "?");
  const sheet = page.getByRole("dialog", { name: "Keys of the canvas" });
  await expect(sheet).toContainText("Find and replace");
  await expect(sheet).toContainText("To the outline");
  await expectNothingFound(page);
  await press(hand, "Escape");
  expect(author.complaints).toEqual([]);
});
