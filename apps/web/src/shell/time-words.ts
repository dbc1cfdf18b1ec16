const UNITS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "long" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** "just now", "5 minutes ago", "in 23 hours"; the date where it is more than 30 days away. Times are milliseconds. */
export function timeWords(then: number, now: number): string {
  const seconds = Math.round((then - now) / 1_000);
  const distance = Math.abs(seconds);
  if (distance < 10) return "just now";
  if (distance < 60) return relative.format(seconds, "second");
  if (distance > 30 * 86_400) return day.format(then);
  // What was said to take a day is not told as 23 hours as soon as it has begun.
  const told = seconds >= 3_540 ? seconds + 59 : seconds;
  for (const { unit, seconds: size } of UNITS) {
    if (Math.abs(told) >= size) return relative.format(Math.trunc(told / size), unit);
  }
  return "just now";
}

/** The same of what is to come, to the last second: it is not "now" while it can still be kept. */
export function deadlineWords(then: number, now: number): string {
  const seconds = Math.ceil((then - now) / 1_000);
  return seconds > 0 && seconds < 10 ? relative.format(seconds, "second") : timeWords(then, now);
}

/** The same of what is over: never to come, though the clock here may be behind the server's. */
export function pastWords(then: number, now: number): string {
  return timeWords(Math.min(then, now), now);
}

/** To the second, in the browser's zone, with its name. */
export function exactTime(then: number, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "medium",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(then);
  const zone = new Intl.DateTimeFormat("en-GB", {
    timeZoneName: "short",
    ...(timeZone === undefined ? {} : { timeZone }),
  })
    .formatToParts(then)
    .find(({ type }) => type === "timeZoneName")?.value;
  return `${parts} ${zone ?? ""}`.trim();
}

/** "340 ms", "1.2 s", "3 min 5 s", "2 h 10 min". */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** A text, and the instants that stand in it as machines write them, in milliseconds. */
export function splitAtTimes(text: string): readonly (string | { readonly at: number })[] {
  const parts: (string | { readonly at: number })[] = [];
  let end = 0;
  for (const found of text.matchAll(INSTANT)) {
    parts.push(text.slice(end, found.index), { at: Date.parse(found[0]) });
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

/** "14:05" today, else "21 Nov 2026, 14:05": by the browser's clock. */
export function clockWords(then: number, now: number): string {
  const clock = new Date(then).toTimeString().slice(0, 5);
  const isToday = new Date(then).toDateString() === new Date(now).toDateString();
  return isToday ? clock : `${day.format(then)}, ${clock}`;
}
