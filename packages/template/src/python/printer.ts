import type { Budget } from "../evaluate/budget.ts";
import { MAX_INTEGER_DIGITS } from "../data/decode-data.ts";
import { isTooLong } from "../data/integer-length.ts";
import { Fault } from "../error.ts";
import { originalKey } from "./dict.ts";
import { floatRepr } from "./float-repr.ts";
import { escapeCode, reprString } from "./string-repr.ts";
import { Thing } from "./thing.ts";
import type { Dict, Value } from "./value.ts";

/** `str()` of a value. */
export function print(value: Value, budget: Budget): string {
  if (typeof value === "string") return value;
  return value instanceof Thing ? value.text(new Printer(budget)) : repr(value, budget);
}

/** `repr()` of a value. */
export function repr(value: Value, budget: Budget): string {
  return new Printer(budget).repr(value);
}

/** `ascii()` of a value: its `repr` with everything beyond ASCII escaped. */
export function ascii(value: Value, budget: Budget): string {
  return budget.text(repr(value, budget).replaceAll(/[^\p{ASCII}]/gu, escapeCode));
}

export function printInteger(integer: bigint): string {
  if (isTooLong(integer)) {
    throw new Fault("value", `An integer of more than ${MAX_INTEGER_DIGITS} digits cannot be printed.`);
  }
  return integer.toString();
}

/** Prints containers within containers, within the budget and without running in circles. */
export class Printer {
  protected readonly budget: Budget;
  readonly #open = new Set<Value>();

  constructor(budget: Budget) {
    this.budget = budget;
  }

  repr(value: Value): string {
    if (value === null) return "None";
    if (typeof value === "string") return this.budget.text(reprString(value));
    if (typeof value === "bigint") return this.#integer(value);
    if (typeof value === "number") return floatRepr(value);
    if (typeof value === "boolean") return value ? "True" : "False";
    if (Array.isArray(value)) return this.sequence(value, "[", value, "]");
    return value instanceof Map ? this.#dict(value) : value.repr(this);
  }

  sequence(container: Value, open: string, items: Iterable<Value>, close: string): string {
    return this.#guarded(container, `${open}...${close.at(-1)}`, () => {
      const parts: string[] = [];
      for (const item of items) parts.push(this.repr(item));
      return open + this.#join(parts) + close;
    });
  }

  /** Writing many digits takes longer than their number says. */
  #integer(integer: bigint): string {
    const digits = printInteger(integer);
    if (digits.length > 100) this.budget.bytes(digits.length * 8);
    return digits;
  }

  protected *entries(dict: Dict): Iterable<readonly [Value, Value]> {
    for (const [key, value] of dict) yield [originalKey(dict, key), value];
  }

  #dict(dict: Dict): string {
    return this.#guarded(dict, "{...}", () => {
      const parts: string[] = [];
      for (const [key, value] of this.entries(dict)) parts.push(`${this.repr(key)}: ${this.repr(value)}`);
      return `{${this.#join(parts)}}`;
    });
  }

  #join(parts: readonly string[]): string {
    this.budget.step(parts.length);
    return this.budget.text(parts.join(", "));
  }

  #guarded(container: Value, again: string, write: () => string): string {
    if (this.#open.has(container)) return again;
    this.#open.add(container);
    const text = this.budget.nested(write);
    this.#open.delete(container);
    return text;
  }
}
