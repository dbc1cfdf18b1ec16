import { decodeData } from "../data/decode-data.ts";
import { Fault } from "../error.ts";
import type { Value } from "../python/value.ts";
import { lexQuery } from "./json-query-lexer.ts";
import type { QueryToken } from "./json-query-lexer.ts";

/** JMESPath as a tree. */
export type Query =
  | { readonly kind: "identity" }
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "slice"; readonly bounds: readonly (bigint | null)[] }
  | { readonly kind: "chain" | "or" | "and"; readonly left: Query; readonly right: Query }
  | { readonly kind: "not" | "flatten" | "reference"; readonly of: Query }
  | { readonly kind: "compare"; readonly operator: string; readonly left: Query; readonly right: Query }
  | { readonly kind: "project"; readonly left: Query; readonly right: Query; readonly test: Query | null }
  | { readonly kind: "project_values"; readonly left: Query; readonly right: Query }
  | { readonly kind: "list"; readonly items: readonly Query[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [string, Query])[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Query[] };

const IDENTITY: Query = { kind: "identity" };
const LONGEST = 1000;
const MAX_NESTING = 50;
/** How tightly each token holds what stands before it. */
const POWER: Readonly<Record<string, number>> = {
  "|": 1,
  "||": 2,
  "&&": 3,
  "==": 5,
  "!=": 5,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "[]": 9,
  "*": 20,
  "[?": 21,
  ".": 40,
  "!": 45,
  "{": 50,
  "[": 55,
  "(": 60,
};
/** Below this, nothing more belongs to a projection. */
const PROJECTION_STOP = 10;

export function parseJsonQuery(text: string): Query {
  if (text.length > LONGEST) throw new Fault("limit", `A query may have at most ${LONGEST} characters.`);
  return new Parser(lexQuery(text)).whole();
}

class Parser {
  readonly #tokens: readonly QueryToken[];
  #at = 0;
  #nesting = 0;

  constructor(tokens: readonly QueryToken[]) {
    this.#tokens = tokens;
  }

  whole(): Query {
    const query = this.#expression(0);
    if (this.#kind() !== "end") this.#fail();
    return query;
  }

  #expression(power: number): Query {
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) throw new Fault("limit", "The query is nested too deeply.");
    let left = this.#head();
    while (power < (POWER[this.#kind()] ?? 0)) left = this.#tail(left);
    this.#nesting -= 1;
    return left;
  }

  #head(): Query {
    const { kind, text } = this.#next();
    switch (kind) {
      case "literal":
        return { kind: "literal", value: decodeData(text) };
      case "raw":
        return { kind: "literal", value: text };
      case "name":
        return this.#kind() === "(" ? this.#call(text) : { kind: "field", name: text };
      case "quoted":
        return { kind: "field", name: text };
      case "@":
        return IDENTITY;
      case "*":
        return { kind: "project_values", left: IDENTITY, right: this.#projected(20) };
      case "[?":
        return this.#filter(IDENTITY);
      case "[]":
        return this.#flatten(IDENTITY);
      case "!":
        return { kind: "not", of: this.#expression(45) };
      case "&":
        return { kind: "reference", of: this.#expression(0) };
      case "{":
        return this.#dict();
      case "[":
        return this.#bracket(IDENTITY) ?? this.#list();
      case "(": {
        const inner = this.#expression(0);
        this.#expect(")");
        return inner;
      }
      default:
        return this.#fail();
    }
  }

  #tail(left: Query): Query {
    const { kind } = this.#next();
    switch (kind) {
      case ".":
        if (this.#kind() !== "*") return { kind: "chain", left, right: this.#member(40) };
        this.#next();
        return { kind: "project_values", left, right: this.#projected(20) };
      case "|":
        return { kind: "chain", left, right: this.#expression(1) };
      case "||":
        return { kind: "or", left, right: this.#expression(2) };
      case "&&":
        return { kind: "and", left, right: this.#expression(3) };
      case "[?":
        return this.#filter(left);
      case "[]":
        return this.#flatten(left);
      case "[":
        return this.#bracket(left) ?? this.#fail();
      default:
        if (POWER[kind] !== 5) return this.#fail();
        return { kind: "compare", operator: kind, left, right: this.#expression(5) };
    }
  }

  #filter(left: Query): Query {
    const test = this.#expression(0);
    this.#expect("]");
    const right = this.#kind() === "[]" ? IDENTITY : this.#projected(21);
    return { kind: "project", left, right, test };
  }

  #flatten(left: Query): Query {
    return { kind: "project", left: { kind: "flatten", of: left }, right: this.#projected(9), test: null };
  }

  /** `[0]`, `[1:2]` and `[*]`; null where the bracket opens something else. */
  #bracket(left: Query): Query | null {
    if (this.#kind() === "*" && this.#tokens[this.#at + 1]?.kind === "]") {
      this.#at += 2;
      return { kind: "project", left, right: this.#projected(20), test: null };
    }
    if (this.#kind() !== "number" && this.#kind() !== ":") return null;
    const bounds: (bigint | null)[] = [null];
    for (; this.#kind() !== "]";) {
      const { kind, text } = this.#next();
      if (kind === ":") bounds.push(null);
      else if (kind === "number" && bounds.at(-1) === null) bounds[bounds.length - 1] = BigInt(text);
      else this.#fail();
    }
    this.#next();
    const [index = null] = bounds;
    if (bounds.length > 3) return this.#fail();
    if (bounds.length === 1 && index !== null)
      return { kind: "chain", left, right: { kind: "index", index: Number(index) } };
    const sliced: Query = { kind: "chain", left, right: { kind: "slice", bounds } };
    return { kind: "project", left: sliced, right: this.#projected(20), test: null };
  }

  /** What is asked of each item of a projection. */
  #projected(power: number): Query {
    const kind = this.#kind();
    if ((POWER[kind] ?? 0) < PROJECTION_STOP) return IDENTITY;
    if (kind === "[" || kind === "[?") return this.#expression(power);
    this.#expect(".");
    return this.#member(power);
  }

  #member(power: number): Query {
    const kind = this.#kind();
    if (kind === "name" || kind === "quoted" || kind === "*") return this.#expression(power);
    this.#next();
    if (kind === "[") return this.#list();
    return kind === "{" ? this.#dict() : this.#fail();
  }

  #list(): Query {
    return { kind: "list", items: this.#separated("]", () => this.#expression(0)) };
  }

  #dict(): Query {
    const entries = this.#separated("}", () => {
      const { kind, text } = this.#next();
      if (kind !== "name" && kind !== "quoted") this.#fail();
      this.#expect(":");
      return [text, this.#expression(0)] as const;
    });
    return { kind: "dict", entries };
  }

  #call(name: string): Query {
    this.#next();
    if (this.#kind() === ")") {
      this.#next();
      return { kind: "call", name, args: [] };
    }
    return { kind: "call", name, args: this.#separated(")", () => this.#expression(0)) };
  }

  #separated<Part>(end: string, parse: () => Part): Part[] {
    const parts = [parse()];
    while (this.#kind() === ",") {
      this.#next();
      parts.push(parse());
    }
    this.#expect(end);
    return parts;
  }

  #kind(): string {
    return this.#tokens[this.#at]?.kind ?? "end";
  }

  #next(): QueryToken {
    const token = this.#tokens[this.#at] ?? { kind: "end", text: "", at: 0 };
    this.#at += 1;
    return token;
  }

  #expect(kind: string): void {
    if (this.#next().kind !== kind) this.#fail();
  }

  #fail(): never {
    const at = this.#tokens[Math.max(this.#at - 1, 0)]?.at ?? 0;
    throw new Fault("value", `The query is not understood at character ${at + 1}.`);
  }
}
