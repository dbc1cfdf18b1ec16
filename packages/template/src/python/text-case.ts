const LETTER = /\p{L}/u;
const CASED = /[\p{Uppercase}\p{Lowercase}\p{Lt}]/u;

export function capitalize(text: string): string {
  const [first = "", ...rest] = text;
  return titleCase(first) + rest.join("").toLowerCase();
}

/** `str.title`: a letter after anything that has no case starts a word. */
export function title(text: string): string {
  let inWord = false;
  let result = "";
  for (const char of text) {
    result += inWord ? char.toLowerCase() : titleCase(char);
    inWord = isCased(char);
  }
  return result;
}

export function swapCase(text: string): string {
  let result = "";
  for (const char of text) {
    const upper = char.toUpperCase();
    result += upper === char ? char.toLowerCase() : upper;
  }
  return result;
}

/** Full case folding, but for a handful of rare letters. */
export function caseFold(text: string): string {
  return text.replaceAll("ß", "ss").replaceAll("ς", "σ").toLowerCase();
}

export function isUpper(text: string): boolean {
  return hasCased(text) && !/[\p{Ll}\p{Lt}]/u.test(text);
}

export function isLower(text: string): boolean {
  return hasCased(text) && !/[\p{Lu}\p{Lt}]/u.test(text);
}

export function isTitle(text: string): boolean {
  let inWord = false;
  let seen = false;
  for (const char of text) {
    const upper = /[\p{Lu}\p{Lt}]/u.test(char);
    const lower = /\p{Ll}/u.test(char);
    if ((upper && inWord) || (lower && !inWord)) return false;
    inWord = upper || lower;
    seen ||= inWord;
  }
  return seen;
}

export function isAlpha(text: string): boolean {
  return every(text, LETTER);
}

export function isAlphanumeric(text: string): boolean {
  return every(text, /[\p{L}\p{N}]/u);
}

export function isDecimal(text: string): boolean {
  return every(text, /\p{Nd}/u);
}

export function isDigit(text: string): boolean {
  return every(text, /[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468]/u);
}

export function isNumeric(text: string): boolean {
  return every(text, /\p{N}/u);
}

export function isIdentifier(text: string): boolean {
  return /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u.test(text);
}

/** Two letters in one: of these only the first is large in a title. */
const DIGRAPHS: ReadonlyMap<string, string> = new Map([
  ["Ǆ", "ǅ"],
  ["Ǉ", "ǈ"],
  ["Ǌ", "ǋ"],
  ["Ǳ", "ǲ"],
]);

/** Letters that become several, as `ß`, show their first one large. */
function titleCase(char: string): string {
  const upper = char.toUpperCase();
  const [first = "", ...rest] = upper;
  return (DIGRAPHS.get(first) ?? first) + rest.join("").toLowerCase();
}

function isCased(char: string): boolean {
  return CASED.test(char);
}

function hasCased(text: string): boolean {
  return CASED.test(text);
}

function every(text: string, kind: RegExp): boolean {
  if (text === "") return false;
  for (const char of text) if (!kind.test(char)) return false;
  return true;
}
