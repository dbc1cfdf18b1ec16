/** Python counts and cuts text by code points, JavaScript by UTF-16 units; most text has no difference. */
const SURROGATES = /[\ud800-\udfff]/;

export function hasSurrogates(text: string): boolean {
  return SURROGATES.test(text);
}

export function codePointLength(text: string): number {
  if (!hasSurrogates(text)) return text.length;
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (isHigh(text, at) && isLow(text, at + 1)) at += 1;
    length += 1;
  }
  return length;
}

export function codePoints(text: string): Iterable<string> {
  return text;
}

/** `text[start:end]` with bounds that lie within the text. */
export function sliceText(text: string, start: number, end?: number): string {
  if (!hasSurrogates(text)) return text.slice(start, end);
  const from = unitOffset(text, start, 0, 0);
  return end === undefined ? text.slice(from) : text.slice(from, unitOffset(text, end, start, from));
}

/** The offset in UTF-16 units of a code point, counted from a point whose offset is known. */
function unitOffset(text: string, index: number, known: number, offset: number): number {
  let at = offset;
  for (let point = known; point < index && at < text.length; point += 1) {
    at += isHigh(text, at) && isLow(text, at + 1) ? 2 : 1;
  }
  return at;
}

/** An offset in UTF-16 units as an index in code points. */
export function codePointIndex(text: string, offset: number): number {
  return offset < 0 ? offset : codePointLength(text.slice(0, offset));
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function isLow(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
