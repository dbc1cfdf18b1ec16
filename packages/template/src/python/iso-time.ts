import { DateTime } from "./date-time.ts";

const ISO =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?)? ?([Zz]|[-+][0-9]{2}(?::?[0-9]{2})?)?$/;

/** Reads an ISO 8601 time by hand, for Date.parse differs between machines. Null: it is none. */
export function parseIsoTime(text: string): DateTime | null {
  const match = ISO.exec(text.trim());
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const offset = parseOffset(match[8]);
  const local = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
  const fraction = BigInt((match[7] ?? "").slice(0, 6).padEnd(6, "0"));
  return new DateTime(BigInt(local - (offset ?? 0) * 60_000) * 1000n + fraction, offset);
}

function parseOffset(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text.toUpperCase() === "Z") return 0;
  const digits = text.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return text.startsWith("-") ? -minutes : minutes;
}
