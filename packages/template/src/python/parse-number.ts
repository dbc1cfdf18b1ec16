import { MAX_INTEGER_DIGITS } from "../data/decode-data.ts";
import { trimEnd, trimStart } from "./whitespace.ts";

const PREFIXES: Readonly<Record<string, number>> = { "0b": 2, "0o": 8, "0x": 16 };

/** `int(text, base)`; null where Python raises. Base 0 takes it from the prefix. */
export function parseInteger(text: string, base: number): bigint | null {
  const match = /^([-+]?)(0[bBoOxX](?=_?[0-9a-zA-Z]))?(.+)$/s.exec(trimEnd(trimStart(text)));
  if (!match) return null;
  const [, sign, prefix, rest = ""] = match;
  const prefixed = prefix === undefined ? null : (PREFIXES[prefix.toLowerCase()] ?? null);
  const usesPrefix = prefixed !== null && (base === 0 || base === prefixed);
  const radix = usesPrefix ? prefixed : base === 0 ? 10 : base;
  const digits = usesPrefix ? rest.replace(/^_/, "") : (prefix ?? "") + rest;
  if (radix < 2 || radix > 36 || digits.length > MAX_INTEGER_DIGITS) return null;
  if (!/^[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*$/.test(asciiDigits(digits))) return null;
  if (base === 0 && !usesPrefix && /^0+[1-9]/.test(digits)) return null;
  const magnitude = fromDigits(asciiDigits(digits).replaceAll("_", ""), radix);
  return magnitude === null ? null : sign === "-" ? -magnitude : magnitude;
}

const FLOAT =
  /^[-+]?(?:[0-9]+(?:_[0-9]+)*\.?(?:[0-9]+(?:_[0-9]+)*)?|\.[0-9]+(?:_[0-9]+)*)(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const NAMED = /^([-+]?)(inf|infinity|nan)$/i;

/** `float(text)`; null where Python raises. */
export function parseFloatText(text: string): number | null {
  const trimmed = asciiDigits(trimEnd(trimStart(text)));
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll("_", ""));
  const named = NAMED.exec(trimmed);
  if (!named) return null;
  if (named[2]?.toLowerCase() === "nan") return NaN;
  return named[1] === "-" ? -Infinity : Infinity;
}

function fromDigits(digits: string, radix: number): bigint | null {
  const lower = digits.toLowerCase();
  for (const digit of lower) if (Number.parseInt(digit, 36) >= radix) return null;
  if (radix === 10) return BigInt(lower);
  // Ten digits at once: each product takes time by the length of what there is already.
  let value = 0n;
  for (let at = 0; at < lower.length; at += 10) {
    const part = lower.slice(at, at + 10);
    value = value * BigInt(radix) ** BigInt(part.length) + BigInt(Number.parseInt(part, radix));
  }
  return value;
}

/** Python reads the digits of every script. */
function asciiDigits(text: string): string {
  return text.replaceAll(/[^\P{Nd}0-9]/gu, (digit) => {
    let zero = digit.codePointAt(0) ?? 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(((digit.codePointAt(0) ?? 0) - zero) % 10);
  });
}
