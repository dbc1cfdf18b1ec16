import { MAX_INTEGER_DIGITS } from "../data/decode-data.ts";
import { TemplateError } from "../error.ts";
import { skipSpaces } from "../python/whitespace.ts";
import type { Source } from "./source.ts";
import { unescapeString } from "./string-literal.ts";
import type { Token, TokenKind } from "./token.ts";

const FLOAT =
  /(?:[0-9]+_)*[0-9]+(?:(?:\.(?:[0-9]+_)*[0-9]+)?e[+-]?(?:[0-9]+_)*[0-9]+|\.(?:[0-9]+_)*[0-9]+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[0-9a-f])+|[1-9](?:_?[0-9])*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
const OPERATOR = /\*\*|\/\/|==|!=|>=|<=|[-+/*%~()[\]{}<>=.:|,;]/y;
const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Reads the tokens of one tag from `at`, up to and including its end. Returns where the text goes on. */
export function lexTag(source: Source, at: number, kind: "variable" | "block", tokens: Token[]): number {
  return new TagLexer(source, at, kind, tokens).run();
}

class TagLexer {
  readonly #source: Source;
  readonly #kind: "variable" | "block";
  readonly #tokens: Token[];
  readonly #open: string[] = [];
  #at: number;

  constructor(source: Source, at: number, kind: "variable" | "block", tokens: Token[]) {
    this.#source = source;
    this.#at = at;
    this.#kind = kind;
    this.#tokens = tokens;
  }

  run(): number {
    for (;;) {
      this.#skipSpaces();
      const end = this.#tagEnd();
      if (end !== null) return end;
      if (this.#at >= this.#source.text.length) return this.#at;
      this.#token();
    }
  }

  #tagEnd(): number | null {
    if (this.#open.length > 0) return null;
    const { text } = this.#source;
    const closer = this.#kind === "variable" ? "}}" : "%}";
    const sign = text[this.#at];
    const signed = sign === "-" || (sign === "+" && this.#kind === "block");
    const length = signed && text.startsWith(closer, this.#at + 1) ? 3 : 2;
    if (length === 2 && !text.startsWith(closer, this.#at)) return null;
    const start = this.#at;
    this.#at += length;
    this.#push(`${this.#kind}_end`, closer, start);
    if (length === 3 && sign === "-") this.#skipSpaces();
    return this.#at;
  }

  #token(): void {
    const start = this.#at;
    const { text } = this.#source;
    const float = text[start - 1] === "." ? null : this.#match(FLOAT);
    if (float !== null) return this.#push("float", float, start, Number(float.replaceAll("_", "")));
    const integer = this.#match(INTEGER);
    if (integer !== null) return this.#integer(integer, start);
    const name = this.#match(NAME);
    if (name !== null) return this.#push("name", name.normalize("NFKC"), start);
    if (text[start] === '"' || text[start] === "'") return this.#string(text[start]);
    const operator = this.#match(OPERATOR);
    if (operator === null) this.#fail(`unexpected character ${JSON.stringify(text[start])}`);
    this.#balance(operator, start);
    return this.#push("operator", operator, start);
  }

  #integer(digits: string, start: number): void {
    if (digits.length > MAX_INTEGER_DIGITS) this.#fail("an integer of too many digits");
    this.#push("integer", digits, start, BigInt(digits.replaceAll("_", "")));
  }

  #string(quote: string): void {
    const start = this.#at;
    const { text } = this.#source;
    let end = start + 1;
    while (end < text.length && text[end] !== quote) end += text[end] === "\\" ? 2 : 1;
    if (end >= text.length) this.#fail("a string without its closing quote");
    const value = unescapeString(text.slice(start + 1, end));
    if (value === null) this.#fail("a malformed escape in a string");
    this.#at = end + 1;
    this.#push("string", value, start);
  }

  #balance(operator: string, start: number): void {
    const closer = CLOSERS[operator];
    if (closer !== undefined) this.#open.push(closer);
    if (operator !== ")" && operator !== "]" && operator !== "}") return;
    const expected = this.#open.pop();
    if (expected === operator) return;
    this.#at = start;
    this.#fail(
      expected === undefined
        ? `unexpected '${operator}'`
        : `unexpected '${operator}', expected '${expected}'`,
    );
  }

  #push(kind: TokenKind, text: string, start: number, value: bigint | number | null = null): void {
    this.#tokens.push({ kind, text, value, start, end: this.#at });
  }

  #skipSpaces(): void {
    this.#at = skipSpaces(this.#source.text, this.#at);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source.text);
    if (!match) return null;
    this.#at += match[0].length;
    return match[0];
  }

  #fail(message: string): never {
    throw new TemplateError("syntax", message, this.#source.range(this.#at, this.#at + 1));
  }
}
