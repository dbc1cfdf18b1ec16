import { RUN_STATES } from "@riposte/plan/run-states";
import { anything, oneOf, someOf } from "../../address/misread.ts";
import type { Understood } from "../../address/misread.ts";
import type { ListedRun, RunState } from "../../run/run-data.ts";

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

/** As the server chooses them: who looks for runs that wait looks for those, too, that go on while a person is needed. */
export function isInStates(
  states: readonly RunState[],
  { state, happening }: Pick<ListedRun, "state" | "happening">,
) {
  if (states.includes(state)) return true;
  return state === "running" && states.includes("waiting") && happening.some((step) => ASKS.has(step.state));
}

const ASKS: ReadonlySet<ListedRun["happening"][number]["state"]> = new Set([
  "unknown",
  "undecided",
  "approval",
]);

/** One that is told by its ends alone is between them. */
export function timeOf({ time, from, to }: RunFilters): string {
  return time === "" && (from !== "" || to !== "") ? "custom" : time;
}

/** What of an address means something: an end of a time only where one looks between two. */
export function understoodOf(filters: RunFilters): Understood {
  const isEnd = (text: string) => timeOf(filters) === "custom" && instant(text) !== null;
  return {
    playbook: anything,
    states: someOf(RUN_STATES),
    time: oneOf([...Object.keys(TIMES), "custom"]),
    from: isEnd,
    to: isEnd,
    text: anything,
  };
}

function spanOf(filters: RunFilters, now: number): { from: number | null; to: number | null } {
  const time = timeOf(filters);
  const preset = Object.entries(TIMES).find(([key]) => key === time);
  if (preset !== undefined) return { from: now - preset[1].milliseconds, to: null };
  return time === "custom"
    ? { from: instant(filters.from), to: instant(filters.to) }
    : { from: null, to: null };
}

export function isFiltered(filters: RunFilters): boolean {
  return Object.values(filters).some((value) => value !== "");
}

/** Without a zone in the browser's. Browsers read much more than this, each in its own way. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

function instant(text: string): number | null {
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
