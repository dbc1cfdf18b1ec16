export const NUL_WORDS = "The character U+0000 was left out: no text can keep it.";

const NUL = "\u0000";

/** The same value where it holds none; else without, in texts and in names of fields. */
export function withoutNul<T>(value: T): T {
  return holdsNul(value) ? (strip(value) as T) : value;
}

function holdsNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes(NUL);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, inner]) => key.includes(NUL) || holdsNul(inner));
}

function strip(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(NUL, "");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(strip);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replaceAll(NUL, ""), strip(inner)]),
  );
}
