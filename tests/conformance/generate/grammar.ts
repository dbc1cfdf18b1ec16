import { NAMES } from "./context.ts";
import type { Kind } from "./context.ts";
import type { Random } from "./random.ts";

/** A rule writes an expression; it asks `g` for the parts. */
export type Rule = (g: Grammar) => string;

export type Rules = Readonly<Record<Exclude<Kind, "any">, readonly Rule[]>>;

const LITERALS: Readonly<Record<Exclude<Kind, "any">, readonly string[]>> = {
  int: ["0", "1", "2", "3", "7", "-1", "42", "10", "0x1F", "1_000"],
  float: ["0.5", "2.0", "-1.25", "1e3", "3.14159", "1e-7", "0.1"],
  str: [
    "'a'",
    "'b,c'",
    '"it\'s"',
    "'x' 'y'",
    "''",
    "' '",
    "'Abc def'",
    "'%d%%'",
    "'é\\n'",
    "'12'",
    "'-3.5'",
    "'tag'",
  ],
  bool: ["true", "False", "True", "false"],
  list: [
    "[]",
    "[1, 2, 3]",
    "['b', 'a', 'C']",
    "[3, 1, 2, 1]",
    "(1, 'x')",
    "[none, 1]",
    "range(4)",
    "[[1, 'a'], [2, 'b']]",
    "[1.5, 1, true]",
  ],
  dict: [
    "{}",
    "{'a': 1, 'b': 2}",
    "dict(x=1, y='z')",
    "{1: 'one', none: 2}",
    "{'k': [1, 2]}",
    "{true: 'yes', 2.5: 'f'}",
  ],
};

/** Writes random expressions of a wanted kind; now and then of another one, since errors must agree, too. */
export class Grammar {
  readonly random: Random;
  /** Names bound by the statements around, by kind. */
  readonly bound: [string, Kind][] = [];
  readonly #rules: Rules;
  #depth: number;

  constructor(random: Random, rules: Rules, depth: number) {
    this.random = random;
    this.#rules = rules;
    this.#depth = depth;
  }

  get int(): string {
    return this.of("int");
  }

  get str(): string {
    return this.of("str");
  }

  get list(): string {
    return this.of("list");
  }

  get dict(): string {
    return this.of("dict");
  }

  get bool(): string {
    return this.of("bool");
  }

  get any(): string {
    return this.of("any");
  }

  get number(): string {
    return this.of(this.random.pick(["int", "float", "int"] as const));
  }

  /** A small whole number, for counts and widths. */
  get small(): string {
    return String(this.random.between(-3, 12));
  }

  of(wanted: Kind): string {
    const kind = this.#settle(wanted);
    if (kind === "any") return this.#leaf(kind);
    if (this.#depth <= 0 || this.random.chance(0.25)) return this.#leaf(kind);
    this.#depth -= 1;
    const written = this.random.pick(this.#rules[kind])(this);
    this.#depth += 1;
    return this.random.chance(0.3) ? `(${written})` : written;
  }

  /** What may stand before a dot, a bracket or a bar and is meant as a whole. */
  whole(kind: Kind): string {
    const written = this.of(kind);
    return /^[\w.]+$/.test(written) || this.random.chance(0.05) ? written : `(${written})`;
  }

  #settle(wanted: Kind): Kind {
    if (wanted === "any" || this.random.chance(0.04)) {
      return this.random.pick(["int", "float", "str", "bool", "list", "dict", "any"] as const);
    }
    return wanted;
  }

  #leaf(kind: Kind): string {
    const own = this.bound.filter(([, of]) => of === kind).map(([name]) => name);
    if (own.length > 0 && this.random.chance(0.4)) return this.random.pick(own);
    if (kind === "any" || this.random.chance(0.6)) return this.random.pick(NAMES[kind]);
    return this.random.pick(LITERALS[kind]);
  }
}
