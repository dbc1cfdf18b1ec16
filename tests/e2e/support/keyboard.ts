import type { Locator } from "@playwright/test";
import { expect } from "./expect.ts";
import { card, press, startsWith, type } from "./hand.ts";
import type { Hand } from "./hand.ts";

const FAR = 60;

/** Tab by tab, until it has the focus. */
export async function reach(hand: Hand, what: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await what.waitFor();
  for (let tabs = 0; tabs < FAR; tabs++) {
    if ((await what.and(hand.page.locator(":focus")).count()) > 0) return;
    await press(hand, key);
  }
  throw new Error(`${FAR} times ${key} did not lead to ${what.toString()}.`);
}

/** From the command palette. */
export async function command(hand: Hand, name: string): Promise<void> {
  const palette = hand.page.getByRole("textbox", { name: "Go to, or do" });
  await press(hand, "ControlOrMeta+k");
  await expect(palette).toBeFocused();
  await type(hand, name);
  await hand.page.getByRole("dialog").getByText(name, { exact: true }).first().waitFor();
  await press(hand, "Enter");
  await palette.waitFor({ state: "detached" });
}

/** Of the steps that are offered: its form has the focus then, and its card after Escape. */
export async function pick(hand: Hand, name: string): Promise<void> {
  const offered = hand.page.getByRole("dialog");
  await expect(offered.getByRole("combobox")).toBeFocused();
  await type(hand, name);
  await expect(offered.getByRole("option", { name: startsWith(name), selected: true })).toBeVisible();
  await press(hand, "Enter");
  await expect(inPanel(hand)).toBeAttached();
  await press(hand, "Escape");
  await expect(card(hand, name)).toBeFocused();
}

/** The field of the panel that has the keyboard. */
export function inPanel({ page }: Hand): Locator {
  return page.locator("[data-region=panel] :focus");
}

/** From the panel back to its step. */
export async function goBack(hand: Hand, title: string): Promise<void> {
  await press(hand, "Shift+F6");
  await expect(card(hand, title)).toBeFocused();
}

/** Of what is suggested beside the cursor. */
export async function accept(hand: Hand, path: string): Promise<void> {
  const suggestions = hand.page.getByRole("listbox", { name: "Suggestions" });
  const option = suggestions.getByRole("option", { name: startsWith(path) });
  await chooseByArrows(hand, option);
}

/** Of a list that is open, where the arrows go. */
export async function chooseByArrows(hand: Hand, option: Locator): Promise<void> {
  await option.waitFor();
  for (let downs = 0; downs < FAR; downs++) {
    const marks = [
      await option.getAttribute("aria-selected"),
      await option.getAttribute("data-combobox-selected"),
    ];
    if (marks.includes("true")) return press(hand, "Enter");
    await press(hand, "ArrowDown");
  }
  throw new Error(`The arrows do not lead to ${option.toString()}.`);
}
