import type { Budget } from "./budget.ts";
import type { CallArguments } from "./machine.ts";
import { Fault } from "../error.ts";
import { Callable } from "../python/callable.ts";
import { equals } from "../python/compare.ts";
import { Tuple } from "../python/tuple.ts";
import { Undefined } from "../python/undefined.ts";
import type { Value } from "../python/value.ts";

const DONE = Symbol("done");

/** `loop` inside a for: it looks one item ahead only when it is asked about what comes. */
export class LoopContext extends Callable {
  index0 = -1;
  readonly depth0: number;
  readonly #items: Iterator<Value>;
  readonly #budget: Budget;
  #length: number | null;
  #ahead: Value | typeof DONE | null = null;
  #looked = false;
  #rest: Value[] | null = null;
  #current: Value | undefined;
  #before: Value | undefined;
  #lastChanged: Tuple | null = null;

  constructor(
    items: Iterable<Value>,
    loop: { size: number | null; depth0: number; budget: Budget; recurse: ((over: Value) => Value) | null },
  ) {
    super("loop", (args) => this.#recurse(args, loop.recurse), "LoopContext");
    this.#items = items[Symbol.iterator]();
    this.#length = loop.size;
    this.depth0 = loop.depth0;
    this.#budget = loop.budget;
  }

  /** Goes on to the next item; `DONE` after the last. */
  advance(): Value | typeof DONE {
    const next = this.#looked ? this.#ahead : this.#pull();
    this.#looked = false;
    if (next === DONE) return DONE;
    this.index0 += 1;
    this.#before = this.#current;
    this.#current = next;
    return next;
  }

  override repr(): string {
    return `<LoopContext ${this.index0 + 1}/${this.#size()}>`;
  }

  override attribute(name: string): Value | undefined {
    return LOOP_ATTRIBUTES.get(name)?.(this);
  }

  override size(): null {
    return null;
  }

  lengthOf(): bigint {
    return BigInt(this.#size());
  }

  isLast(): boolean {
    return this.#peek() === DONE;
  }

  previous(): Value {
    return this.index0 <= 0 || this.#before === undefined
      ? new Undefined("there is no previous item", false)
      : this.#before;
  }

  following(): Value {
    const next = this.#peek();
    return next === DONE ? new Undefined("there is no next item", false) : next;
  }

  cycle({ positional }: CallArguments): Value {
    if (positional.length === 0) throw new Fault("type", "no items for cycling given");
    return positional[this.index0 % positional.length] ?? null;
  }

  changed({ positional }: CallArguments): boolean {
    const values = new Tuple(positional);
    const same = this.#lastChanged !== null && equals(this.#lastChanged, values, this.#budget);
    this.#lastChanged = values;
    return !same;
  }

  #recurse(args: CallArguments, recurse: ((over: Value) => Value) | null): Value {
    if (!recurse) {
      throw new Fault("type", "The loop must have the 'recursive' marker to be called recursively.");
    }
    return recurse(args.positional[0] ?? args.named.get("iterable") ?? null);
  }

  #peek(): Value | typeof DONE {
    if (!this.#looked) {
      this.#ahead = this.#pull();
      this.#looked = true;
    }
    return this.#ahead;
  }

  #pull(): Value | typeof DONE {
    if (this.#rest) return this.#rest.length > 0 ? (this.#rest.pop() ?? null) : DONE;
    const next = this.#items.next();
    return next.done ? DONE : next.value;
  }

  /** Where the length is not known, the rest is read to count it. */
  #size(): number {
    if (this.#length !== null) return this.#length;
    const rest: Value[] = [];
    for (let next = this.#pull(); next !== DONE; next = this.#pull()) rest.push(next);
    // From its end on, since taking an array's first item moves all the others.
    this.#rest = rest.toReversed();
    const ahead = this.#looked && this.#ahead !== DONE ? 1 : 0;
    this.#length = this.index0 + 1 + ahead + rest.length;
    return this.#length;
  }

  static readonly DONE: typeof DONE = DONE;
}

const LOOP_ATTRIBUTES: ReadonlyMap<string, (loop: LoopContext) => Value> = new Map(
  Object.entries<(loop: LoopContext) => Value>({
    index: (loop) => BigInt(loop.index0 + 1),
    index0: (loop) => BigInt(loop.index0),
    first: (loop) => loop.index0 === 0,
    last: (loop) => loop.isLast(),
    length: (loop) => loop.lengthOf(),
    revindex: (loop) => loop.lengthOf() - BigInt(loop.index0),
    revindex0: (loop) => loop.lengthOf() - BigInt(loop.index0 + 1),
    depth: (loop) => BigInt(loop.depth0 + 1),
    depth0: (loop) => BigInt(loop.depth0),
    previtem: (loop) => loop.previous(),
    nextitem: (loop) => loop.following(),
    cycle: (loop) => new Callable("cycle", (args) => loop.cycle(args)),
    changed: (loop) => new Callable("changed", (args) => loop.changed(args)),
  }),
);
