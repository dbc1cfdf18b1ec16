import { Fault } from "../error.ts";
import { Callable } from "../python/callable.ts";
import { Thing } from "../python/thing.ts";
import type { Value } from "../python/value.ts";

/** `cycler(…)`: gives its values in turn, across loops. */
export class Cycler extends Thing {
  override readonly typeName = "Cycler";
  readonly #items: readonly Value[];
  #position = 0;

  constructor(items: readonly Value[]) {
    super();
    if (items.length === 0) throw new Fault("value", "at least one item has to be provided");
    this.#items = items;
  }

  override truthy(): boolean {
    return true;
  }

  override attribute(name: string): Value | undefined {
    if (name === "current") return this.#items[this.#position];
    if (name === "pos") return BigInt(this.#position);
    if (name === "next") return new Callable("next", () => this.#next());
    return name === "reset" ? new Callable("reset", () => this.#reset()) : undefined;
  }

  #next(): Value {
    const item = this.#items[this.#position] ?? null;
    this.#position = (this.#position + 1) % this.#items.length;
    return item;
  }

  #reset(): null {
    this.#position = 0;
    return null;
  }
}

/** `joiner(separator)`: nothing on the first call, the separator from then on. */
export function createJoiner(separator: Value): Callable {
  let used = false;
  return new Callable(
    "joiner",
    () => {
      const result = used ? separator : "";
      used = true;
      return result;
    },
    "Joiner",
  );
}
