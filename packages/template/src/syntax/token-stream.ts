import { TemplateError } from "../error.ts";
import type { Range, TemplateErrorCode } from "../error.ts";
import type { Expression } from "../ast/expression.ts";
import type { Body } from "./parse-statements.ts";
import type { Source } from "./source.ts";
import { describeToken } from "./token.ts";
import type { Token, TokenKind } from "./token.ts";

/** Operators, links and filters in one row; the tree of a row is as deep as the row is long. */
const MAX_CHAIN = 200;

/** Brackets and blocks within each other; deeper text is refused, so that no recursion over it is unbounded. */
const MAX_NESTING = 100;

/** The two rules that every other rule leads back to; handed over, so that the rules' files need no circle. */
export interface Grammar {
  readonly parseExpression: (stream: TokenStream) => Expression;
  readonly parseBody: (stream: TokenStream, ends: readonly string[]) => Body;
}

/** What the parser reads from: one token of look-ahead, ranges and errors at tokens. */
export class TokenStream {
  /** Filters and tests that do not exist. Those below a condition are forgiven: they count only when reached, as in Jinja2. */
  readonly #unknown: TemplateError[] = [];
  readonly #certain: TemplateError[] = [];
  readonly #source: Source;
  readonly #tokens: readonly Token[];
  readonly #grammar: Grammar;
  #at = 0;
  #nesting = 0;

  constructor(source: Source, tokens: readonly Token[], grammar: Grammar) {
    this.#grammar = grammar;
    this.#source = source;
    this.#tokens = tokens;
  }

  expression(): Expression {
    return this.#grammar.parseExpression(this);
  }

  /**
   * The rest of a tag that opens a body, and that body; of the tag that ends it the name has been read. What
   * is unknown in there is an error even below a condition, unless the body is itself a branch.
   */
  block(ends: readonly string[], kind: "branch" | "block" = "block"): Body {
    const before = this.#unknown.length;
    this.skipOperator(":");
    this.expect("block_end");
    const body = this.#grammar.parseBody(this, ends);
    if (kind === "block") this.#certain.push(...this.#unknown.splice(before));
    return body;
  }

  get current(): Token {
    return this.#peek(0);
  }

  get following(): Token {
    return this.#peek(1);
  }

  next(): Token {
    const token = this.current;
    if (token.kind !== "end") this.#at += 1;
    return token;
  }

  isName(...names: readonly string[]): boolean {
    return this.current.kind === "name" && names.includes(this.current.text);
  }

  isOperator(...operators: readonly string[]): boolean {
    return this.current.kind === "operator" && operators.includes(this.current.text);
  }

  skipName(name: string): boolean {
    if (!this.isName(name)) return false;
    this.next();
    return true;
  }

  skipOperator(operator: string): boolean {
    if (!this.isOperator(operator)) return false;
    this.next();
    return true;
  }

  expect(kind: TokenKind): Token {
    if (this.current.kind === kind) return this.next();
    return this.fail(`expected ${EXPECTED[kind] ?? `a ${kind}`}, got ${describeToken(this.current)}`);
  }

  expectName(name: string): Token {
    if (this.isName(name)) return this.next();
    return this.fail(`expected '${name}', got ${describeToken(this.current)}`);
  }

  expectOperator(operator: string): Token {
    if (this.isOperator(operator)) return this.next();
    return this.fail(`expected '${operator}', got ${describeToken(this.current)}`);
  }

  /** From the token to the last one that was read. */
  rangeFrom(first: Token | Range): Range {
    const last = this.#tokens[this.#at - 1];
    if ("line" in first) return { ...first, end: this.#source.range(0, last?.end ?? 0).end };
    return this.#source.range(first.start, Math.max(first.end, last?.end ?? 0));
  }

  rangeOf(token: Token): Range {
    return this.#source.range(token.start, token.end);
  }

  nested<Result>(parse: () => Result): Result {
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) this.fail(`nested deeper than ${MAX_NESTING} levels`, "limit");
    const result = parse();
    this.#nesting -= 1;
    return result;
  }

  /** Whoever parses a row counts its links with this. */
  checkChain(links: number): void {
    if (links > MAX_CHAIN) this.fail(`more than ${MAX_CHAIN} parts in one row`, "limit");
  }

  reportUnknown(kind: "filter" | "test", name: string, at: Token): void {
    const message = `there is no ${kind} '${name}'`;
    this.#unknown.push(new TemplateError(`unknown_${kind}`, message, this.rangeOf(at)));
  }

  /** `forgive` drops what was reported since `parse` began. */
  forgiving<Result>(parse: (forgive: () => void) => Result): Result {
    const before = this.#unknown.length;
    return parse(() => {
      this.#unknown.length = before;
    });
  }

  failIfUnknown(): void {
    const [first] = [...this.#certain, ...this.#unknown];
    if (first) throw first;
  }

  fail(message: string, code: TemplateErrorCode = "syntax", at: Range = this.rangeOf(this.current)): never {
    throw new TemplateError(code, message, at);
  }

  #peek(distance: number): Token {
    const token = this.#tokens[Math.min(this.#at + distance, this.#tokens.length - 1)];
    if (!token) throw new Error("A token list without its end.");
    return token;
  }
}

const EXPECTED: Partial<Record<TokenKind, string>> = {
  variable_end: "the end of the expression, }}",
  block_end: "the end of the tag, %}",
  name: "a name",
};
