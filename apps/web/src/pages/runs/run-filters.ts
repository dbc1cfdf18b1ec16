import { RUN_STATES } from "@riposte/plan/run-states";
import type { RunState } from "../../run/run-data.ts";

export const FILTERS = ["playbook", "states", "time", "from", "to", "text"] as const;
export type RunFilters = Readonly<Record<(typeof FILTERS)[number], string>>;

const HOUR = 3_600_000;

/** How far back one looks; `custom` is told by `from` and `to`. */
export const TIMES = {
  "1h": { label: "Last hour", milliseconds: HOUR },
  "24h": { label: "Last 24 hours", milliseconds: 24 * HOUR },
  "7d": { label: "Last 7 days", milliseconds: 7 * 24 * HOUR },
  "30d": { label: "Last 30 days", milliseconds: 30 * 24 * HOUR },
} as const;

/** What the server is asked. `now` is when the page was opened, so that the question stays the same. */
export function questionOf(filters: RunFilters, now: number) {
  const { playbook, text } = filters;
  const states = statesOf(filters.states);
  const { from, to } = spanOf(filters, now);
  return {
    ...(playbook === "" ? {} : { playbook }),
    ...(states.length === 0 ? {} : { states }),
    ...(from === null ? {} : { from: new Date(from).toISOString() }),
    ...(to === null ? {} : { to: new Date(to).toISOString() }),
    ...(text === "" ? {} : { text }),
  };
}

export function statesOf(text: string): RunState[] {
  const named = text.split(",");
  return RUN_STATES.filter((state) => named.includes(state));
}

function spanOf({ time, from, to }: RunFilters, now: number): { from: number | null; to: number | null } {
  const preset = Object.entries(TIMES).find(([key]) => key === time);
  if (preset !== undefined) return { from: now - preset[1].milliseconds, to: null };
  return time === "custom" ? { from: instant(from), to: instant(to) } : { from: null, to: null };
}

export function isFiltered(filters: RunFilters): boolean {
  return Object.values(filters).some((value) => value !== "");
}

function instant(text: string): number | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
