/** The ways in which programs write a text inside another one; each gives the text in every usual variant. */
export const ESCAPES = [jsonForms, reprForms, urlForms, htmlForms] as const;

/** As JavaScript writes it, and as Python does (ASCII only); PHP escapes slashes too. */
export function jsonForms(text: string): string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  const ascii = escaped.replaceAll(/[^\0-\x7f]/g, unicodeEscape);
  return [escaped, ascii, escaped.replaceAll("/", "\\/"), ascii.replaceAll("/", "\\/")];
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** As Python shows it in a list, a dictionary or an error: `repr`, `ascii`, and `repr` of its bytes. */
function reprForms(text: string): string[] {
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  return [quoted(text, /[\p{C}\p{Z}]/gu), quoted(text, /[^ -~]/gu), quoted(bytes, /[^ -~]/gu)];
}

/** Python prefers single quotes, and escapes the one that it uses. */
function quoted(text: string, unprintable: RegExp): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`).replaceAll(unprintable, pythonEscape);
}

const NAMED = new Map([
  [" ", " "],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\r", "\\r"],
]);

function pythonEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return NAMED.get(character) ?? `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** As a browser, a form, and Python's `quote` write it; with small hexadecimal digits too. */
function urlForms(text: string): string[] {
  const component = encodeURIComponent(text.toWellFormed());
  const strict = component.replaceAll(/[!'()*]/g, percent);
  const forms = [component, strict, strict.replaceAll("%20", "+"), strict.replaceAll("%2F", "/")];
  return [...forms, ...forms.map((form) => form.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** As a page that shows it writes it: quotes as they are, and in each of the usual ways. */
function htmlForms(secret: string): string[] {
  const text = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quotes = [
    ["&quot;", "&#x27;"],
    ["&quot;", "&#39;"],
    ["&quot;", "&apos;"],
    ["&#34;", "&#39;"],
    ["&quot;", "'"],
  ] as const;
  return [text, ...quotes.map(([double, single]) => text.replaceAll('"', double).replaceAll("'", single))];
}
