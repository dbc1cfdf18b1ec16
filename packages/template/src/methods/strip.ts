import { trimEnd, trimStart } from "../python/whitespace.ts";

/** `str.strip`, `lstrip` and `rstrip`: white space, or any of the given characters. */
export function strip(text: string, chars: string | null, side: "both" | "start" | "end" = "both"): string {
  if (chars === null) {
    const left = side === "end" ? text : trimStart(text);
    return side === "start" ? left : trimEnd(left);
  }
  const unwanted = new Set(chars);
  const points = Array.from(text);
  const isWanted = (char: string): boolean => !unwanted.has(char);
  const from = side === "end" ? 0 : points.findIndex(isWanted);
  const last = side === "start" ? points.length - 1 : points.findLastIndex(isWanted);
  return from < 0 ? "" : points.slice(from, last + 1).join("");
}
