import { plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { print } from "../python/printer.ts";
import { Undefined } from "../python/undefined.ts";
import { decodeUtf8, encodeUtf8 } from "../python/utf8.ts";
import type { Value } from "../python/value.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export const CODEC_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  b64encode: plain((value, { budget }) => {
    if (value instanceof Undefined) value.fail();
    const text = print(value, budget);
    budget.bytes(text.length * 8);
    budget.step(1 + Math.ceil(text.length / 16));
    return budget.text(toBase64(encodeUtf8(text)));
  }),
  /** The text inside; that it is UTF-8 is required, for templates have no bytes. */
  b64decode: plain((value, { budget }) => {
    if (value instanceof Undefined) value.fail();
    const text = print(value, budget);
    budget.bytes(text.length * 8);
    budget.step(1 + Math.ceil(text.length / 16));
    const decoded = decodeUtf8(fromBase64(text));
    if (decoded === null) throw new Fault("value", "The decoded bytes are no UTF-8 text.");
    return budget.text(decoded);
  }),
};

function toBase64(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += (ALPHABET[bits >> 18] ?? "") + (ALPHABET[(bits >> 12) & 63] ?? "");
    text += second === undefined ? "=" : (ALPHABET[(bits >> 6) & 63] ?? "");
    text += third === undefined ? "=" : (ALPHABET[bits & 63] ?? "");
  }
  return text;
}

/** As Python's b64decode: characters outside the alphabet are passed over, the padding must be right. */
function fromBase64(text: string): number[] {
  const digits = text.replaceAll(/[^A-Za-z0-9+/=]/g, "");
  const data = digits.replace(/=.*$/, "");
  if (data.length % 4 === 1 || data.length + (digits.length - data.length) < Math.ceil(data.length / 4) * 4) {
    throw new Fault("value", "Incorrect padding");
  }
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of data) {
    bits = ((bits << 6) | ALPHABET.indexOf(digit)) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
    }
  }
  return bytes;
}
