import { Fault } from "../error.ts";
import { isSpace, splitOnSpaces, trimEnd, trimStart } from "./whitespace.ts";

/** `str.split` and `str.rsplit`; a negative `most` sets no bound. */
export function split(text: string, separator: string | null, most: number): string[] {
  if (separator === null) return most < 0 ? splitOnSpaces(text) : splitSpacesUpTo(text, most);
  if (separator === "") throw new Fault("value", "empty separator");
  const parts = text.split(separator);
  return most < 0 || parts.length <= most + 1
    ? parts
    : [...parts.slice(0, most), parts.slice(most).join(separator)];
}

export function splitFromRight(text: string, separator: string | null, most: number): string[] {
  if (most < 0) return split(text, separator, most);
  if (separator === null) return splitSpacesFromRight(text, most);
  if (separator === "") throw new Fault("value", "empty separator");
  const parts = text.split(separator);
  const cut = parts.length - most;
  return cut <= 1 ? parts : [parts.slice(0, cut).join(separator), ...parts.slice(cut)];
}

/** What Python takes for the end of a line. */
const ENDS = "\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029";
const LINE_END = new RegExp(`\\r\\n|[${ENDS}]`, "g");

/** `str.splitlines`: no line after the last line end. */
export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines: string[] = [];
  let from = 0;
  for (const end of text.matchAll(LINE_END)) {
    const after = end.index + end[0].length;
    lines.push(text.slice(from, keepEnds ? after : end.index));
    from = after;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

function splitSpacesUpTo(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = trimStart(text);
  while (rest !== "" && parts.length < most) {
    let end = 0;
    while (end < rest.length && !isSpace(rest[end] ?? "")) end += 1;
    parts.push(rest.slice(0, end));
    rest = trimStart(rest.slice(end));
  }
  if (rest !== "") parts.push(trimEnd(rest) === "" ? "" : rest);
  return parts;
}

function splitSpacesFromRight(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = trimEnd(text);
  while (rest !== "" && parts.length < most) {
    let start = rest.length;
    while (start > 0 && !isSpace(rest[start - 1] ?? "")) start -= 1;
    parts.push(rest.slice(start));
    rest = trimEnd(rest.slice(0, start));
  }
  if (rest !== "") parts.push(rest);
  return parts.toReversed();
}
