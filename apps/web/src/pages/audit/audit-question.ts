import { anything } from "../../address/misread.ts";
import type { Understood } from "../../address/misread.ts";

/** As the address bar has them: days in the browser's zone. */
export interface AuditFilters {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  /** `2026-11-21`; the whole day is meant, at both ends. */
  readonly from: string;
  readonly to: string;
}

export function questionOf({ actor, action, target, from, to }: AuditFilters) {
  const first = startOfDay(from, 0);
  const last = startOfDay(to, 1);
  return {
    ...(actor === "" ? {} : { actor }),
    ...(action === "" ? {} : { action }),
    ...(target === "" ? {} : { target }),
    ...(first === null ? {} : { from: first }),
    ...(last === null ? {} : { to: last }),
  };
}

export const UNDERSTOOD: Understood = {
  actor: anything,
  action: anything,
  target: anything,
  from: (text) => startOfDay(text, 0) !== null,
  to: (text) => startOfDay(text, 0) !== null,
  before: (text) => entryBefore(text) !== null,
};

/** The number of an entry; null for what is none. */
export function entryBefore(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** An instant with its offset; null for what is no day. */
function startOfDay(text: string, daysLater: number): string | null {
  const [, year, month, day] = text.match(/^(\d{4})-(\d{2})-(\d{2})$/) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  // By parts: not every day has 24 hours.
  const at = (days: number) => new Date(Number(year), Number(month) - 1, Number(day) + days);
  // The 31st of February would be a day in March.
  return at(0).getDate() === Number(day) ? at(daysLater).toISOString() : null;
}
