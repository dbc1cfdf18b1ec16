import type { MadeDict } from "../python/dict.ts";
import type { Printer } from "../python/printer.ts";
import { Thing } from "../python/thing.ts";
import type { Value } from "../python/value.ts";

/** `namespace(…)`: the one value whose attributes a template may set, from within loops, too. */
export class Namespace extends Thing {
  override readonly typeName = "Namespace";
  readonly #values: MadeDict;

  constructor(values: MadeDict) {
    super();
    this.#values = values;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  override repr(printer: Printer): string {
    return `<Namespace ${printer.repr(this.#values)}>`;
  }

  override attribute(name: string): Value | undefined {
    return this.#values.get(name);
  }

  override truthy(): boolean {
    return true;
  }
}
