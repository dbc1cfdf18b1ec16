import { Fault } from "../error.ts";
import { unescapeString } from "../syntax/string-literal.ts";
import type { Value } from "../python/value.ts";

export interface Step {
  /** `..`: not only from here but from everything below, too. */
  readonly deep: boolean;
  readonly selectors: readonly Selector[];
}

export type Selector =
  | { readonly kind: "all" }
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "slice"; readonly start: Value; readonly stop: Value; readonly step: Value }
  | { readonly kind: "filter"; readonly condition: Condition };

export type Condition =
  | { readonly kind: "or" | "and"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | { readonly kind: "exists"; readonly operand: Operand }
  | { readonly kind: "compare"; readonly left: Operand; readonly operator: string; readonly right: Operand };

export type Operand =
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "path"; readonly steps: readonly Step[] };

const LONGEST = 1000;
const MAX_NESTING = 20;

/** `$.a['b'][0]..c[?(@.name == 'x' && @.n > 1)]` */
export function parseJsonPath(text: string): readonly Step[] {
  if (text.length > LONGEST) throw new Fault("limit", `A JSONPath may have at most ${LONGEST} characters.`);
  return new Parser(text).path();
}

class Parser {
  readonly #text: string;
  #at = 0;
  #nesting = 0;

  constructor(text: string) {
    this.#text = text;
  }

  path(): readonly Step[] {
    const steps: Step[] = [];
    if (!this.#take(/\$/y) && this.#text !== "") steps.push({ deep: false, selectors: this.#first() });
    steps.push(...this.#steps());
    if (this.#at < this.#text.length) this.#fail();
    return steps;
  }

  #first(): readonly Selector[] {
    return this.#text[this.#at] === "[" ? this.#bracket() : this.#name();
  }

  #steps(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.#take(/\.\./y)) steps.push({ deep: true, selectors: this.#first() });
      else if (this.#take(/\./y)) steps.push({ deep: false, selectors: this.#name() });
      else if (this.#text[this.#at] === "[") steps.push({ deep: false, selectors: this.#bracket() });
      else return steps;
    }
  }

  #name(): readonly Selector[] {
    if (this.#take(/\*/y)) return [{ kind: "all" }];
    const key = this.#quoted() ?? this.#take(/[\p{L}\p{N}_@-]+/uy);
    return key === null ? this.#fail() : [{ kind: "key", key }];
  }

  #bracket(): readonly Selector[] {
    const selectors: Selector[] = [];
    this.#expect(/\[\s*/y);
    do selectors.push(this.#selector());
    while (this.#take(/\s*,\s*/y));
    this.#expect(/\s*\]/y);
    return selectors;
  }

  #selector(): Selector {
    if (this.#take(/\*/y)) return { kind: "all" };
    if (this.#take(/\?\s*/y)) return { kind: "filter", condition: this.#or() };
    const key = this.#quoted();
    if (key !== null) return { kind: "key", key };
    const bounds = this.#take(/(?:-?[0-9]{1,9})?\s*:\s*(?:-?[0-9]{1,9})?(?:\s*:\s*(?:-?[0-9]{1,9})?)?/y);
    if (bounds !== null) {
      const [start = null, stop = null, step = null] = bounds
        .split(":")
        .map((part) => (part.trim() === "" ? null : BigInt(part.trim())));
      return { kind: "slice", start, stop, step };
    }
    const index = this.#take(/-?[0-9]{1,9}/y);
    if (index !== null) return { kind: "index", index: Number(index) };
    const bare = this.#take(/[\p{L}_][\p{L}\p{N}_-]*/uy);
    return bare === null ? this.#fail() : { kind: "key", key: bare };
  }

  #or(): Condition {
    const parts = [this.#and()];
    while (this.#take(/\s*\|\|?\s*/y)) parts.push(this.#and());
    return { kind: "or", parts };
  }

  #and(): Condition {
    const parts = [this.#comparison()];
    while (this.#take(/\s*&&?\s*/y)) parts.push(this.#comparison());
    return { kind: "and", parts };
  }

  #comparison(): Condition {
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) throw new Fault("limit", "The JSONPath is nested too deeply.");
    try {
      if (this.#take(/!(?!=)\s*/y)) return { kind: "not", part: this.#comparison() };
      if (this.#take(/\(\s*/y)) {
        const inner = this.#or();
        this.#expect(/\s*\)/y);
        return inner;
      }
      const left = this.#operand();
      const operator = this.#take(/\s*(?:==|!=|<=|>=|<|>|=(?!~))\s*/y)?.trim();
      if (operator === undefined) return { kind: "exists", operand: left };
      return { kind: "compare", left, operator: operator === "=" ? "==" : operator, right: this.#operand() };
    } finally {
      this.#nesting -= 1;
    }
  }

  #operand(): Operand {
    if (this.#take(/@/y)) return { kind: "path", steps: this.#steps() };
    const text = this.#quoted();
    if (text !== null) return { kind: "literal", value: text };
    const number = this.#take(/-?[0-9]{1,300}(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?/y);
    if (number !== null)
      return { kind: "literal", value: /[.eE]/.test(number) ? Number(number) : BigInt(number) };
    const word = this.#take(/true|false|null/y);
    if (word !== null) return { kind: "literal", value: word === "null" ? null : word === "true" };
    const name = this.#take(/[\p{L}_][\p{L}\p{N}_-]*/uy);
    if (name === null) this.#fail();
    return {
      kind: "path",
      steps: [{ deep: false, selectors: [{ kind: "key", key: name }] }, ...this.#steps()],
    };
  }

  #quoted(): string | null {
    const literal = this.#take(/'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y);
    return literal === null ? null : (unescapeString(literal.slice(1, -1)) ?? this.#fail());
  }

  #expect(pattern: RegExp): void {
    if (this.#take(pattern) === null) this.#fail();
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return null;
    this.#at += match[0].length;
    return match[0];
  }

  #fail(): never {
    throw new Fault("value", `The JSONPath is not understood at character ${this.#at + 1}.`);
  }
}
