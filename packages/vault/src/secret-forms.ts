/** Shorter ones would make ordinary text unreadable. */
const SHORTEST = 4;
/** Characters of base64 that are worth recognising in the middle of something else. */
const SHORTEST_CORE = 8;

/** Every way in which a secret is likely to be written down. */
export function formsOf(secrets: readonly string[]): string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST) continue;
    for (const form of [
      secret,
      ...jsonForms(secret),
      ...urlForms(secret),
      ...base64Forms(secret),
      ...hexForms(secret),
      ...htmlForms(secret),
    ]) {
      if (form.length >= SHORTEST) forms.add(form);
    }
  }
  return [...forms];
}

/** As JavaScript writes it, as Python does (ASCII only), and either of them once more inside a string. */
function jsonForms(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const ascii = escaped.replaceAll(/[^\0-\x7f]/g, unicodeEscape);
  return [escaped, ascii, escaped.replaceAll("/", "\\/"), inString(escaped), inString(ascii)];
}

function inString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** As a browser, a form, and Python's `quote` write it; with small hexadecimal digits too. */
function urlForms(secret: string): string[] {
  const component = encodeURIComponent(secret.toWellFormed());
  const strict = component.replaceAll(/[!'()*]/g, percent);
  const forms = [component, strict, strict.replaceAll("%20", "+"), strict.replaceAll("%2F", "/")];
  return [...forms, ...forms.map((form) => form.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Alone, and what can be seen of it in the base64 of something longer, such as `user:secret`. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const whole = bytes.toString("base64").replaceAll("=", "");
  const cores = [0, 1, 2].map((skipped) => {
    const length = Math.floor((bytes.length - skipped) / 3) * 3;
    return bytes.subarray(skipped, skipped + Math.max(0, length)).toString("base64");
  });
  const forms = [whole, ...cores.filter((core) => core.length >= SHORTEST_CORE)];
  return [...forms, ...forms.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"))];
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

/** As a dump of its bytes shows it, with small or capital digits. */
function hexForms(secret: string): string[] {
  const hex = Buffer.from(secret, "utf8").toString("hex");
  return [hex, hex.toUpperCase()];
}
