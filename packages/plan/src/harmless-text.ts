/** Codes that drive a terminal, turn the direction of what follows, or cannot be seen. Line breaks, tabs and what joins letters or emoji stay. */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- they are what this is about
  /[\0-\x08\x0B-\x1F\x7F-\x9F\xAD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/**
 * For people: what comes from events, alerts and logs may be made to be read as something else. Each such code is
 * shown by its number: `‹U+202E›`.
 */
export function harmlessText(text: string): string {
  return text.replaceAll(
    HIDDEN,
    (code) => `‹U+${(code.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`,
  );
}

/** JSON text that says the same, each such code by its escape: one that is shown to be changed, or copied. */
export function harmlessJson(json: string): string {
  return json.replaceAll(HIDDEN, (code) =>
    Array.from({ length: code.length }, (_, at) => code.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
