/** What Python's `str.isspace` and `\s` call white space; JavaScript's set differs in five characters. */
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const LEADING = new RegExp(`^[${SPACE}]+`);
const ONE = new RegExp(`[${SPACE}]`);
const RUN = new RegExp(`[${SPACE}]+`);

export function isSpace(char: string): boolean {
  return ONE.test(char);
}

/** Where the white space that starts at `at` ends. */
export function skipSpaces(text: string, at: number): number {
  let end = at;
  while (end < text.length && ONE.test(text[end] ?? "")) end += 1;
  return end;
}

export function trimStart(text: string): string {
  return text.replace(LEADING, "");
}

/** By hand: a pattern anchored at the end takes quadratic time on long runs of spaces. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ONE.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(0, end);
}

export function splitOnSpaces(text: string): string[] {
  const trimmed = trimEnd(trimStart(text));
  return trimmed === "" ? [] : trimmed.split(RUN);
}
