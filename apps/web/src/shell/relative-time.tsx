import { useSyncExternalStore } from "react";
import { deadlineWords, exactTime, pastWords, timeWords } from "./time-words.ts";

interface RelativeTimeProps {
  /** ISO text or milliseconds. */
  readonly at: string | number;
  /** A sentence ends with it. */
  readonly ends?: boolean;
  /** Until then something can be done. */
  readonly deadline?: boolean;
  /** It is over, whatever the clock of who reads it says. */
  readonly past?: boolean;
}

/** Relative, with the exact one and its zone on hover. */
export function RelativeTime({ at, ends = false, deadline = false, past = false }: RelativeTimeProps) {
  const now = useSyncExternalStore(everyFewSeconds, readClock);
  const then = typeof at === "number" ? at : Date.parse(at);
  const words = (past ? pastWords : deadline ? deadlineWords : timeWords)(then, now);
  return (
    <time dateTime={new Date(then).toISOString()} title={exactTime(then)} style={{ whiteSpace: "nowrap" }}>
      {ends ? `${words}.` : words}
    </time>
  );
}

// One timer for all of them, however many a list shows.
// Shorter than what counts as just now: what happened after the last tick must not be told as to come.
const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let clock = Date.now();

function everyFewSeconds(listener: () => void): () => void {
  if (listeners.size === 0) {
    clock = Date.now();
    timer = setInterval(() => {
      clock = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** Between ticks all agree on the time; what is newer than the last tick is "just now". */
function readClock(): number {
  return clock;
}
