/** `2026-11-21T04:32:42.000Z`. */
export function instantText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Milliseconds since the epoch, or null where the text is not an ISO 8601 instant with `Z` or an offset.
 * Read by hand: what `Date.parse` accepts differs between machines.
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const fraction = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const at = Date.UTC(year, month - 1, day, hour, minute, second || 0, fraction);
  const date = new Date(at);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return null;
  return at - offsetMilliseconds(match[8] ?? "Z");
}

function offsetMilliseconds(zone: string): number {
  if (zone === "Z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  const digits = zone.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}
