import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** The rules that another theme can break. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

interface Scope {
  /** Absent: all of them. */
  readonly rules?: readonly string[];
  /** Of the page, as a selector; absent: nothing is left out. */
  readonly without?: string | undefined;
}

/** What axe finds on the page as it is now, each in a line with its place. */
export async function findingsOn(page: Page, { rules, without }: Scope = {}): Promise<readonly string[]> {
  // No page of ours has another in it, for which axe would open a tab of its own; and what is right need not be told.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  if (rules !== undefined) axe.withRules([...rules]);
  if (without !== undefined) axe.exclude(without);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => {
      const [, ...why] = failureSummary.split("\n").map((line) => line.trim());
      return `${id} at ${target.join(" ")}: ${why.join(" ")}`;
    }),
  );
}
