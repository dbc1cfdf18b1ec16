/** The references that occur in practice; the full list of HTML has 2,231. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00a0"],
  ["copy", "©"],
  ["reg", "®"],
  ["trade", "™"],
  ["hellip", "…"],
  ["mdash", "—"],
  ["ndash", "–"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["laquo", "«"],
  ["raquo", "»"],
  ["bull", "•"],
  ["middot", "·"],
  ["deg", "°"],
  ["euro", "€"],
  ["pound", "£"],
  ["sect", "§"],
  ["times", "×"],
]);

/** Character references back to characters. */
export function unescapeHtml(text: string): string {
  return text.replaceAll(
    /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));?/g,
    (all, ten, hex, name) => {
      if (name !== undefined) return NAMED.get(String(name)) ?? all;
      const code = ten === undefined ? Number.parseInt(String(hex), 16) : Number(ten);
      if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
      return String.fromCodePoint(code);
    },
  );
}
