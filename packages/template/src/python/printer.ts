import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { originalKey } from "./dict.ts";
import { floatRepr } from "./float-repr.ts";
import { reprString } from "./string-repr.ts";
import { Thing } from "./thing.ts";
import type { Dict, Value } from "./value.ts";

/** Python refuses to print longer integers. */
const MAX_INTEGER_DIGITS = 4300;
const SMALL = 10n ** 15n;

/** `str()` of a value. */
export function print(value: Value, budget: Budget): string {
  if (typeof value === "string") return value;
  return value instanceof Thing ? value.text(new Printer(budget)) : repr(value, budget);
}

/** `repr()` of a value. */
export function repr(value: Value, budget: Budget): string {
  return new Printer(budget).repr(value);
}

export function printInteger(integer: bigint): string {
  if (integer < SMALL && integer > -SMALL) return integer.toString();
  // A hexadecimal digit is 1.204 decimal ones, and counting them takes linear time.
  const tooLong = (integer < 0n ? -integer : integer).toString(16).length > MAX_INTEGER_DIGITS / 1.2;
  const text = tooLong ? "" : integer.toString();
  if (tooLong || text.length > MAX_INTEGER_DIGITS + 1) {
    throw new Fault("value", `An integer of more than ${MAX_INTEGER_DIGITS} digits cannot be printed.`);
  }
  return text;
}

/** Prints containers within containers, within the budget and without running in circles. */
export class Printer {
  readonly #budget: Budget;
  readonly #open = new Set<Value>();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  repr(value: Value): string {
    if (value === null) return "None";
    if (typeof value === "string") return this.#budget.text(reprString(value));
    if (typeof value === "bigint") return printInteger(value);
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

  #dict(dict: Dict): string {
    return this.#guarded(dict, "{...}", () => {
      const parts: string[] = [];
      for (const [key, value] of dict)
        parts.push(`${this.repr(originalKey(dict, key))}: ${this.repr(value)}`);
      return `{${this.#join(parts)}}`;
    });
  }

  #join(parts: readonly string[]): string {
    this.#budget.step(parts.length);
    return this.#budget.text(parts.join(", "));
  }

  #guarded(container: Value, again: string, write: () => string): string {
    if (this.#open.has(container)) return again;
    this.#open.add(container);
    const text = this.#budget.nested(write);
    this.#open.delete(container);
    return text;
  }
}
