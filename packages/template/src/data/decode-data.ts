import type { Data, DataMap } from "../data.ts";
import { DataError } from "../error.ts";

/** Deeper values are refused on the way in and on the way out, so that no recursion over data is unbounded. */
export const MAX_DATA_DEPTH = 200;

/** Longest integer that is read or written, as in Python: both cost more than linear time. */
export const MAX_INTEGER_DIGITS = 4300;

/** Reads JSON without loss: `1` is an integer, `1.0` a float, keys keep their order, of equal keys the last counts. */
export function decodeData(text: string): Data {
  const reader = new Reader(text);
  const data = reader.value(0);
  reader.end();
  return data;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const BLANK = /[ \t\n\r]*/y;
const WORDS: readonly (readonly [string, Data])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Data {
    if (depth > MAX_DATA_DEPTH) this.#fail(`nested deeper than ${MAX_DATA_DEPTH} levels`);
    this.#blank();
    const char = this.#text[this.#at];
    if (char === '"') return this.#string();
    if (char === "{") return this.#dict(depth);
    if (char === "[") return this.#list(depth);
    for (const [word, data] of WORDS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return data;
      }
    }
    return this.#number();
  }

  end(): void {
    this.#blank();
    if (this.#at < this.#text.length) this.#fail("text after the end of the value");
  }

  #number(): Data {
    const match = this.#match(NUMBER);
    if (!match) return this.#fail(this.#at < this.#text.length ? "no JSON value" : "the text ends too early");
    if (match[1] === undefined && match[2] === undefined) {
      if (match[0].length > MAX_INTEGER_DIGITS + Number(match[0].startsWith("-")))
        return this.#fail("an integer of too many digits");
      return BigInt(match[0]);
    }
    const float = Number(match[0]);
    if (!Number.isFinite(float)) return this.#fail("a number too large for a float");
    return float;
  }

  #string(): string {
    const close = this.#closingQuote();
    if (close < 0) return this.#fail("a string without its closing quote");
    const literal = this.#text.slice(this.#at, close + 1);
    let value: string;
    try {
      value = JSON.parse(literal) as string;
    } catch {
      return this.#fail("a string with a bare control character or a wrong escape");
    }
    this.#at = close + 1;
    return value;
  }

  /** Found by search and not by a pattern, whose stack a string of some megabytes would overflow. */
  #closingQuote(): number {
    let close = this.#text.indexOf('"', this.#at + 1);
    while (close >= 0) {
      let slash = close;
      while (this.#text[slash - 1] === "\\") slash -= 1;
      if ((close - slash) % 2 === 0) return close;
      close = this.#text.indexOf('"', close + 1);
    }
    return -1;
  }

  #list(depth: number): Data[] {
    const list: Data[] = [];
    this.#at += 1;
    if (this.#skip("]")) return list;
    do list.push(this.value(depth + 1));
    while (this.#skip(","));
    if (!this.#skip("]")) this.#fail("a list without , or ] after an item");
    return list;
  }

  #dict(depth: number): DataMap {
    const dict: DataMap = new Map();
    this.#at += 1;
    if (this.#skip("}")) return dict;
    do {
      this.#blank();
      if (this.#text[this.#at] !== '"') this.#fail("a key that is not a string");
      const key = this.#string();
      if (!this.#skip(":")) this.#fail("a key without : after it");
      dict.set(key, this.value(depth + 1));
    } while (this.#skip(","));
    if (!this.#skip("}")) this.#fail("an object without , or } after a value");
    return dict;
  }

  #skip(char: string): boolean {
    this.#blank();
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #blank(): void {
    this.#match(BLANK);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at += match[0].length;
    return match;
  }

  #fail(what: string): never {
    throw new DataError(`Not valid JSON at character ${this.#at}: ${what}.`);
  }
}
