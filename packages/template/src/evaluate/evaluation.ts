import { NO_ARGUMENTS } from "../ast/expression.ts";
import type { Arguments, Expression } from "../ast/expression.ts";
import type { Data } from "../data.ts";
import { Fault, TemplateError } from "../error.ts";
import { FILTERS } from "../filters/registry.ts";
import { TESTS } from "../predicates/registry.ts";
import { Callable } from "../python/callable.ts";
import { asText } from "../python/compare.ts";
import { escaped } from "../python/arithmetic.ts";
import { print } from "../python/printer.ts";
import { iterate, toArray, truthy } from "../python/sequence.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";
import { getAttribute, getItem } from "./attributes.ts";
import type { Budget } from "./budget.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { GLOBALS } from "./globals.ts";
import type { CallArguments, Machine } from "./machine.ts";
import type { Piece } from "./piece.ts";
import { createRandom } from "./random.ts";
import { Scope } from "./scope.ts";

export interface EvaluationOptions {
  /** What the ranges of its nodes count in. */
  readonly source: string;
  readonly context: ReadonlyMap<string, Data>;
  readonly budget: Budget;
  readonly now: number | null;
  readonly seed: string;
  readonly strict: boolean;
  readonly semantics: number;
  /** Where what is written goes piece by piece as well. */
  readonly pieces?: Piece[];
}

const NO_VALUES: CallArguments = { positional: [], named: new Map() };

/** Expressions within each other, all calls counted; well below what any JavaScript stack holds. */
const MAX_NESTING = 1000;

/** Characters of an expression that an error repeats. */
const MAX_WRITTEN = 80;

/** One rendering: what it reads, what it has made, where its output goes. */
export class Evaluation implements Machine {
  readonly budget: Budget;
  readonly now: number | null;
  readonly semantics: number;
  readonly #source: string;
  readonly #seed: string;
  #random: (() => number) | null = null;
  autoescape = false;
  scope = new Scope(null);
  readonly #context: ReadonlyMap<string, Data>;
  readonly #strict: boolean;
  readonly #pieces: Piece[] | null;
  #out = "";
  /** How many captures and loops it writes within: there nothing is a piece of its own. */
  #within = 0;
  #nesting = 0;

  constructor(options: EvaluationOptions) {
    this.budget = options.budget;
    this.now = options.now;
    this.semantics = options.semantics;
    this.#source = options.source;
    this.#seed = options.seed;
    this.#context = options.context;
    this.#strict = options.strict;
    this.#pieces = options.pieces ?? null;
  }

  /** The value of an expression; what goes wrong inside is reported at the innermost expression. */
  evaluate(node: Expression): Value {
    this.budget.step();
    this.#nesting += 1;
    try {
      if (this.#nesting > MAX_NESTING) throw new Fault("limit", "The expression is nested too deeply.");
      const execute = EXPRESSIONS[node.kind] as (node: Expression, evaluation: Evaluation) => Value;
      const value = execute(node, this);
      // After an error nothing goes on, so nobody counts any more.
      this.#nesting -= 1;
      return value;
    } catch (error) {
      throw locate(error, node, this.#source);
    }
  }

  random(): number {
    this.#random ??= createRandom(this.#seed);
    return this.#random();
  }

  lookUp(name: string): Value {
    const value = this.scope.get(name);
    if (value !== undefined) return value;
    const data = this.#context.get(name);
    if (data !== undefined) return data;
    return GLOBALS.get(name) ?? this.undefined(`'${name}' is undefined`);
  }

  undefined(message: string): Undefined {
    return new Undefined(message, this.#strict);
  }

  attribute(value: Value, name: string): Value {
    return getAttribute(value, name, this);
  }

  item(value: Value, key: Value): Value {
    return getItem(value, key, this);
  }

  call(callee: Value, args: CallArguments): Value {
    this.budget.step();
    if (callee instanceof Undefined) return callee.fail();
    if (!(callee instanceof Callable))
      throw new Fault("type", `'${typeName(callee)}' object is not callable`);
    return callee.invoke(args, this);
  }

  filter(name: string, input: Value, args: CallArguments): Value {
    const filter = FILTERS.get(name);
    if (!filter) throw new Fault("unknown_filter", `there is no filter '${name}'`);
    this.#chargeInput(input);
    return filter(input, args, this);
  }

  test(name: string, input: Value, args: CallArguments): boolean {
    const test = TESTS.get(name);
    if (!test) throw new Fault("unknown_test", `there is no test '${name}'`);
    this.#chargeInput(input);
    return truthy(test(input, args, this));
  }

  arguments(node: Arguments): CallArguments {
    if (node === NO_ARGUMENTS) return NO_VALUES;
    const positional: Value[] = [];
    for (const argument of node.positional) positional.push(this.evaluate(argument));
    if (node.named.length === 0 && !node.rest && !node.namedRest)
      return { positional, named: NO_VALUES.named };
    const named = new Map<string, Value>();
    for (const { name, value } of node.named) named.set(name, this.evaluate(value));
    if (node.rest) positional.push(...toArray(this.evaluate(node.rest), this.budget));
    if (node.namedRest) this.#spread(this.evaluate(node.namedRest), named);
    return { positional, named };
  }

  write(text: string, kind: Piece["kind"] = "value"): void {
    this.budget.output(text.length);
    this.#out += text;
    if (this.#within === 0) this.#pieces?.push({ kind, text });
  }

  /** However much `run` writes, it is one value: data say how often a loop repeats its words. */
  asOneValue(run: () => void): void {
    if (this.#pieces === null) return run();
    const start = this.#out.length;
    this.#within += 1;
    try {
      run();
    } finally {
      this.#within -= 1;
    }
    const text = this.#out.slice(start);
    if (this.#within === 0 && text !== "") this.#pieces.push({ kind: "value", text });
  }

  print(value: Value): void {
    this.write(this.autoescape ? escaped(value, this.budget) : print(value, this.budget));
  }

  /** The text that `run` writes, instead of its going to the output. */
  capture(run: () => void): string {
    const outer = this.#out;
    this.#out = "";
    this.#within += 1;
    try {
      run();
      return this.budget.text(this.#out);
    } finally {
      this.#within -= 1;
      this.#out = outer;
    }
  }

  output(): string {
    return this.#out;
  }

  /** Runs with other names in force. */
  within<Result>(scope: Scope, run: () => Result): Result {
    const outer = this.scope;
    this.scope = scope;
    try {
      return run();
    } finally {
      this.scope = outer;
    }
  }

  /** Whatever a filter or test does with text, it may look at all of it. */
  #chargeInput(input: Value): void {
    const text = asText(input);
    if (text === null) this.budget.step();
    else this.budget.scan(text);
  }

  #spread(value: Value, named: Map<string, Value>): void {
    if (!(value instanceof Map)) throw new Fault("type", "argument after ** must be a mapping");
    for (const key of iterate(value, this.budget)) {
      const name = asText(key);
      if (name === null) throw new Fault("type", "keywords must be strings");
      if (named.has(name)) throw new Fault("type", `got multiple values for keyword argument '${name}'`);
      named.set(name, this.item(value, key));
    }
  }
}

/** A stack or a string that JavaScript itself refuses is a limit like any other. */
function locate(error: unknown, node: Expression, source: string): unknown {
  if (error instanceof Fault) {
    const { code, message, textLength } = error;
    const text =
      textLength === null
        ? ""
        : ` ${written(node, source)} looks through a text of ${textLength} characters.`;
    return new TemplateError(code, message + text, node.range);
  }
  if (error instanceof RangeError) return new TemplateError("limit", "The value is too large.", node.range);
  return error;
}

/** The expression as its author wrote it, on one line; the end of a long one is left out. */
function written({ range }: Expression, source: string): string {
  const words = source.slice(range.start, range.end).replaceAll(/\s+/g, " ");
  return words.length <= MAX_WRITTEN ? `"${words}"` : `"${words.slice(0, MAX_WRITTEN)}…"`;
}
