/** Python counts and cuts text by code points, JavaScript by UTF-16 units; most text has no difference. */
const SURROGATES = /[\ud800-\udfff]/;

export function hasSurrogates(text: string): boolean {
  return SURROGATES.test(text);
}

export function codePointLength(text: string): number {
  if (!hasSurrogates(text)) return text.length;
  return Array.from(text).length;
}

export function codePoints(text: string): Iterable<string> {
  return text;
}

/** `text[start:end]` with bounds that lie within the text. */
export function sliceText(text: string, start: number, end?: number): string {
  return hasSurrogates(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
}

/** An offset in UTF-16 units as an index in code points. */
export function codePointIndex(text: string, offset: number): number {
  return offset < 0 ? offset : codePointLength(text.slice(0, offset));
}
