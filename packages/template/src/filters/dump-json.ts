import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { compare } from "../python/compare.ts";
import { originalKey } from "../python/dict.ts";
import { floatRepr } from "../python/float-repr.ts";
import { Markup } from "../python/markup.ts";
import { printInteger } from "../python/printer.ts";
import { Tuple } from "../python/tuple.ts";
import { typeName } from "../python/type-name.ts";
import type { Dict, Value } from "../python/value.ts";

/** `json.dumps(value, sort_keys=True)`, as Jinja2's tojson calls it; with an indent, one item a line. */
export function dumpJson(
  value: Value,
  indent: string | null,
  budget: Budget,
  separators: Separators = SPACED,
): string {
  return new Writer(indent, budget, separators).write(value, 0);
}

interface Separators {
  readonly item: string;
  readonly key: string;
}

const SPACED: Separators = { item: ", ", key: ": " };

class Writer {
  readonly #indent: string | null;
  readonly #budget: Budget;
  readonly #separators: Separators;
  readonly #open = new Set<Value>();

  constructor(indent: string | null, budget: Budget, separators: Separators) {
    this.#separators = separators;
    this.#indent = indent;
    this.#budget = budget;
  }

  write(value: Value, depth: number): string {
    this.#budget.step(3);
    if (value === null) return "null";
    if (typeof value === "string") return this.#budget.text(quote(value));
    if (value instanceof Markup) return this.#budget.text(quote(value.value));
    if (typeof value === "boolean") return String(value);
    if (typeof value === "bigint") return printInteger(value);
    if (typeof value === "number") return floatText(value);
    if (Array.isArray(value)) return this.#guarded(value, () => this.#list(value, depth));
    if (value instanceof Tuple) return this.#guarded(value, () => this.#list(value.items, depth));
    if (value instanceof Map) return this.#guarded(value, () => this.#dict(value, depth));
    throw new Fault("type", `Object of type ${typeName(value)} is not JSON serializable`);
  }

  #list(items: readonly Value[], depth: number): string {
    return this.#wrap(
      "[",
      items.map((item) => this.write(item, depth + 1)),
      "]",
      depth,
    );
  }

  #dict(dict: Dict, depth: number): string {
    const entries = Array.from(dict, ([key, value]) => ({ key: originalKey(dict, key), value }));
    entries.sort((left, right) => compare(left.key, right.key, "<", this.#budget));
    const parts = entries.map(
      ({ key, value }) => `${keyText(key)}${this.#separators.key}${this.write(value, depth + 1)}`,
    );
    return this.#wrap("{", parts, "}", depth);
  }

  #wrap(open: string, parts: readonly string[], close: string, depth: number): string {
    if (this.#indent === null) return this.#budget.text(open + parts.join(this.#separators.item) + close);
    if (parts.length === 0) return open + close;
    const line = `\n${this.#indent.repeat(depth + 1)}`;
    this.#budget.bytes(line.length * parts.length);
    return this.#budget.text(
      `${open}${line}${parts.join(`,${line}`)}\n${this.#indent.repeat(depth)}${close}`,
    );
  }

  #guarded(container: Value, write: () => string): string {
    if (this.#open.has(container)) throw new Fault("value", "Circular reference detected");
    this.#open.add(container);
    const text = this.#budget.nested(write);
    this.#open.delete(container);
    return text;
  }
}

function keyText(key: Value): string {
  if (typeof key === "string") return quote(key);
  if (key === null || typeof key === "boolean") return `"${String(key)}"`;
  if (typeof key === "bigint") return `"${printInteger(key)}"`;
  if (typeof key === "number") return `"${floatText(key)}"`;
  throw new Fault("type", `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function floatText(float: number): string {
  if (Number.isFinite(float)) return floatRepr(float);
  throw new Fault("value", "NaN and infinity have no JSON form.");
}

/** With everything beyond ASCII escaped, as Python does. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
