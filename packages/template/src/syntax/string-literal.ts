const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

const ESCAPE =
  /\\(?:([\\'"abfnrtv\n])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([xuUN]))/g;

/** What stands between the quotes, with Python's escapes; an unknown escape keeps its backslash. Null: malformed. */
export function unescapeString(inner: string): string | null {
  if (!inner.includes("\\")) return inner;
  let malformed = false;
  const text = inner.replace(
    ESCAPE,
    (_all, simple?: string, octal?: string, ...rest: (string | undefined)[]) => {
      if (simple !== undefined) return SIMPLE[simple] ?? "";
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const [short, four, eight] = rest;
      const digits = short ?? four ?? eight;
      const code = digits === undefined ? Infinity : Number.parseInt(digits, 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      malformed = true;
      return "";
    },
  );
  return malformed ? null : text;
}
