import { anything, oneOf, someOf } from "../../address/misread.ts";
import type { Understood } from "../../address/misread.ts";
import { isPageNumber } from "../../address/page-number.ts";

/** As the address bar has them. */
export interface AlertFilters {
  readonly status: string;
  readonly urgency: string;
  readonly text: string;
  readonly sort: string;
}

const URGENCIES = ["High", "Medium", "Low"] as const;
export type UrgencyName = (typeof URGENCIES)[number];
export const urgencies: readonly UrgencyName[] = URGENCIES;

export const SORTS = {
  created_at: "Newest first",
  updated_at: "Latest change first",
  urgency: "Most urgent first",
} as const;

export function wordsOf(text: string): string[] {
  return text.split(",").filter((word) => word !== "");
}

/** What the server is asked; what nobody knows is left out. */
export function questionOf({ status, urgency, text, sort }: AlertFilters, page: number, size: number) {
  const named = wordsOf(status);
  const levels = URGENCIES.filter((level) => wordsOf(urgency).includes(level));
  return {
    limit: size,
    offset: (page - 1) * size,
    ...(named.length === 0 ? {} : { status: named }),
    ...(levels.length === 0 ? {} : { urgency: levels }),
    ...(text.trim() === "" ? {} : { text }),
    ...(Object.hasOwn(SORTS, sort) ? { sort: sort as keyof typeof SORTS } : {}),
  };
}

/** `statuses`: the names of those that there are; absent: not known yet. */
export function understoodOf(statuses: readonly string[] | undefined): Understood {
  return {
    status: statuses === undefined ? anything : someOf(statuses),
    urgency: someOf(URGENCIES),
    text: anything,
    sort: oneOf(Object.keys(SORTS)),
    page: isPageNumber,
  };
}
