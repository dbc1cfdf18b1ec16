import type { Value } from "../python/value.ts";

/** Names and their values; what is not here is looked up outside. */
export class Scope {
  readonly #names = new Map<string, Value>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null) {
    this.#outer = outer;
  }

  get(name: string): Value | undefined {
    let value = this.#names.get(name);
    for (let scope = this.#outer; scope && value === undefined; scope = scope.#outer) {
      value = scope.#names.get(name);
    }
    return value;
  }

  set(name: string, value: Value): void {
    this.#names.set(name, value);
  }
}
