import { trimEnd, trimStart } from "../python/whitespace.ts";

/** `str.strip`, `lstrip` and `rstrip`: white space, or any of the given characters. */
export function strip(text: string, chars: string | null, side: "both" | "start" | "end" = "both"): string {
  if (chars === null) {
    const left = side === "end" ? text : trimStart(text);
    return side === "start" ? left : trimEnd(left);
  }
  const unwanted = new Set(chars);
  const points = Array.from(text);
  let from = 0;
  let to = points.length;
  while (side !== "end" && from < to && unwanted.has(points[from] ?? "")) from += 1;
  while (side !== "start" && to > from && unwanted.has(points[to - 1] ?? "")) to -= 1;
  return points.slice(from, to).join("");
}
