import { Thing } from "../python/thing.ts";
import type { Value } from "../python/value.ts";

/** `namespace(…)`: the one value whose attributes a template may set, from within loops, too. */
export class Namespace extends Thing {
  override readonly typeName = "Namespace";
  readonly #values = new Map<string, Value>();

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  override attribute(name: string): Value | undefined {
    return this.#values.get(name);
  }

  override truthy(): boolean {
    return true;
  }
}
