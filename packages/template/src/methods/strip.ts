import type { Budget } from "../evaluate/budget.ts";
import { trimEnd, trimStart } from "../python/whitespace.ts";

/** `str.strip`, `lstrip` and `rstrip`: white space, or any of the given characters. */
export function strip(
  text: string,
  chars: string | null,
  budget: Budget,
  side: "both" | "start" | "end" = "both",
): string {
  if (chars === null) {
    const left = side === "end" ? text : trimStart(text);
    const stripped = side === "start" ? left : trimEnd(left);
    budget.step((text.length - stripped.length) >> 3);
    return stripped;
  }
  budget.walk(chars);
  const unwanted = new Set(chars);
  const from = side === "end" ? 0 : unwantedLength(text, unwanted);
  const rest = text.slice(from);
  const stripped = side === "start" ? rest : rest.slice(0, rest.length - unwantedTail(rest, unwanted));
  budget.step((text.length - stripped.length) >> 3);
  return stripped;
}

function unwantedLength(text: string, unwanted: ReadonlySet<string>): number {
  let at = 0;
  for (const char of text) {
    if (!unwanted.has(char)) break;
    at += char.length;
  }
  return at;
}

function unwantedTail(text: string, unwanted: ReadonlySet<string>): number {
  let end = text.length;
  while (end > 0) {
    const single = text.slice(end - 1, end);
    const pair = end > 1 ? text.slice(end - 2, end) : "";
    if (/^[\ud800-\udbff][\udc00-\udfff]$/.test(pair)) {
      if (!unwanted.has(pair)) break;
      end -= 2;
    } else if (unwanted.has(single)) end -= 1;
    else break;
  }
  return text.length - end;
}
