import type { Locator, Page } from "@playwright/test";
import { expectWritten, writtenIn } from "./field.ts";

type Role = Parameters<Page["getByRole"]>[0];

/** What somebody does who sits before the page; each click, drag and key is counted. */
export interface Hand {
  readonly page: Page;
  readonly effort: { clicks: number; drags: number; keys: number };
  /** What was pressed or filled in, by the words on it; a manual calls it the same. */
  readonly names: Set<string>;
  /** What was written into fields. */
  readonly texts: Set<string>;
}

export function handOn(page: Page): Hand {
  return { page, effort: { clicks: 0, drags: 0, keys: 0 }, names: new Set(), texts: new Set() };
}

/** Found by its role and its words, in what is open on top, if anything is. */
export function find({ page }: Hand, role: Role, name: string | RegExp): Locator {
  return page.getByRole(role, { name, exact: typeof name === "string" });
}

export async function clickOn(hand: Hand, what: Locator, name: string): Promise<void> {
  await what.click();
  hand.effort.clicks += 1;
  hand.names.add(name);
}

export function click(hand: Hand, role: Role, name: string): Promise<void> {
  return clickOn(hand, find(hand, role, name), name);
}

/** Of a list that is open: its words may go on, as in "Comment alert writes". */
export function choose(hand: Hand, name: string): Promise<void> {
  // What was added last, or usually comes next, stands on top of the list as well.
  const option = hand.page
    .getByRole("dialog")
    .getByRole("option", { name: startsWith(name) })
    .first();
  return clickOn(hand, option, name);
}

export async function press(hand: Hand, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await hand.page.keyboard.press(key);
    hand.effort.keys += 1;
  }
}

export async function type({ page, effort }: Hand, text: string): Promise<void> {
  await page.keyboard.type(text);
  effort.keys += text.length;
}

/** Replaces what stands in the field. */
export async function fill(hand: Hand, label: string, text: string): Promise<void> {
  await fillPrivately(hand, label, text);
  hand.texts.add(text);
}

/** What no manual can say: names and passwords. */
export async function fillPrivately(hand: Hand, label: string, text: string): Promise<void> {
  // A star marks what is required.
  const field = hand.page.getByLabel(new RegExp(`^${label}(?: ?\\*)?$`));
  await clickOn(hand, field, label);
  if ((await writtenIn(field)) !== "") await press(hand, "ControlOrMeta+a");
  await type(hand, text);
  await expectWritten(field, text);
}

/** A field that takes templates: the paths of earlier steps are taken from what the page suggests. */
export async function fillTemplate(hand: Hand, label: string, text: string): Promise<void> {
  const field = find(hand, "textbox", label);
  await clickOn(hand, field, label.replace(/, entry \d+$/, ""));
  await typeTemplate(hand, text);
  await expectWritten(field, text);
  hand.texts.add(text);
}

async function typeTemplate(hand: Hand, text: string): Promise<void> {
  for (const part of text.split(/(\{\{ .*? \}\})/)) {
    const inner = /^\{\{ (.*) \}\}$/.exec(part)?.[1];
    if (inner === undefined) await type(hand, part);
    else {
      // The page closes what was opened.
      await type(hand, "{{");
      await typeExpression(hand, inner);
      await type(hand, "}}");
    }
  }
}

/** With the mouse; a path is found by its last word. */
export async function typeExpression(hand: Hand, text: string): Promise<void> {
  const path = /^steps(?:\.\w+)+/.exec(text)?.[0];
  if (path === undefined) return type(hand, text);
  await type(hand, path.slice(path.lastIndexOf(".") + 1));
  const suggestion = hand.page
    .getByRole("listbox", { name: "Suggestions" })
    .getByRole("option", { name: startsWith(path) });
  await suggestion.click();
  hand.effort.clicks += 1;
  await type(hand, text.slice(path.length));
}

/** With the mouse, in small moves, as a page sees it. */
export async function drag(hand: Hand, from: Locator, to: { x: number; y: number }): Promise<void> {
  const { mouse } = hand.page;
  await from.scrollIntoViewIfNeeded();
  const start = await middleOf(from);
  await mouse.move(start.x, start.y);
  await mouse.down();
  await mouse.move(start.x + 8, start.y + 8, { steps: 2 });
  await mouse.move(to.x, to.y, { steps: 12 });
  await mouse.up();
  hand.effort.drags += 1;
}

/** A step on the canvas; the newest, where there are several of a name. */
export function card({ page }: Hand, title: string): Locator {
  return page
    .locator("[data-step]")
    .and(page.getByLabel(new RegExp(`^${title},`)))
    .last();
}

export async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  await what.waitFor();
  const box = await what.boundingBox();
  if (box === null) throw new Error(`${what.toString()} is not to be seen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export function startsWith(words: string): RegExp {
  return new RegExp(`^${words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?: |$)`);
}
