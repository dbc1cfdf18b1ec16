import { Fault } from "../error.ts";
import { MadeDict, setEntry } from "../python/dict.ts";
import type { Dict, Value } from "../python/value.ts";

/** What one rendering may cost; counted, never timed, so that it ends the same way on every machine. */
export interface Limits {
  /** Nodes evaluated, items visited. */
  readonly steps: number;
  /** Calls, loops and values within each other. */
  readonly depth: number;
  /** Characters of output. */
  readonly output: number;
  /** Characters and slots (at 16 bytes) of all values made on the way. */
  readonly values: number;
}

export const DEFAULT_LIMITS: Limits = { steps: 200_000, depth: 100, output: 1_000_000, values: 4_000_000 };

const SLOT = 16;
const ENTRY = 64;
const SHORT_PART = 250;
/** From here on a text may be what the steps go into. */
const LONG_TEXT = 10_000;

/** Counts what a rendering does and stops it at its limits. */
export class Budget {
  readonly #limits: Limits;
  #steps = 0;
  #depth = 0;
  #output = 0;
  #values = 0;
  /** Lists that the template made: only these may it change. */
  #made: WeakSet<object> | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > this.#limits.steps) this.#exceeded("steps", "evaluation steps");
  }

  /** Scanning text costs a step for every 128 characters. */
  scan(text: string): void {
    this.#look(text, 1 + Math.floor(text.length / 128));
  }

  /** Looking at each character by itself costs more; `perStep` says how many come for a step. */
  walk(text: string, perStep = 16): void {
    this.#look(text, Math.floor(text.length / perStep));
  }

  /** Looking for a part: JavaScript's own search may take the product of the lengths where the part is long. */
  search(text: string, part: string): void {
    this.scan(text);
    if (part.length > SHORT_PART) this.#look(text, Math.floor((text.length * part.length) / 2048));
  }

  /** Two texts are compared only where they are of one length; a kilobyte of that is a step. */
  compare(left: string, right: string): void {
    if (left.length === right.length) this.step(left.length >> 10);
  }

  nested<Result>(run: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) this.#exceeded("depth", "levels of nesting");
    try {
      return run();
    } finally {
      this.#depth -= 1;
    }
  }

  output(length: number): void {
    this.#output += length;
    if (this.#output > this.#limits.output) this.#exceeded("output", "characters of output");
  }

  /** Call it before making something large: a size is known, the value need not exist to be refused. */
  bytes(count: number): void {
    this.#values += count;
    if (this.#values > this.#limits.values) this.#exceeded("values", "bytes of values");
  }

  text(text: string): string {
    this.bytes(text.length);
    return text;
  }

  /** Remembering that a list is the template's own takes longer than most steps. */
  list(items: Value[]): Value[] {
    this.step(2);
    this.bytes(SLOT * (items.length + 1));
    this.#made ??= new WeakSet();
    this.#made.add(items);
    return items;
  }

  /** One more item in a list made before. */
  slot(): void {
    this.bytes(SLOT);
  }

  dict(entries: Iterable<readonly [Value, Value]> = []): MadeDict {
    const dict = new MadeDict();
    this.bytes(ENTRY);
    for (const [key, value] of entries) this.setEntry(dict, key, value);
    return dict;
  }

  setEntry(dict: MadeDict, key: Value, value: Value): void {
    this.bytes(ENTRY);
    setEntry(dict, [key, value], this);
  }

  isMade(value: Value[] | Dict): boolean {
    return value instanceof MadeDict || (this.#made?.has(value) ?? false);
  }

  #look(text: string, steps: number): void {
    this.#steps += steps;
    if (this.#steps <= this.#limits.steps) return;
    this.#exceeded("steps", "evaluation steps", text.length < LONG_TEXT ? null : text.length);
  }

  #exceeded(limit: keyof Limits, unit: string, textLength: number | null = null): never {
    throw new Fault("limit", `The template needs more than ${this.#limits[limit]} ${unit}.`, textLength);
  }
}
