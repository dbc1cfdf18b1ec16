import { encodeUtf8 } from "./utf8.ts";

/** `urllib.parse.quote`: everything but letters, digits, `_.-~` and the safe characters as %XX. */
export function quoteUrl(text: string, safe: string): string {
  let quoted = "";
  for (const byte of encodeUtf8(text)) {
    const char = String.fromCharCode(byte);
    if (byte < 0x80 && (/[A-Za-z0-9_.~-]/.test(char) || safe.includes(char))) quoted += char;
    else quoted += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return quoted;
}
