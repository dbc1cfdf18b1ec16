import type { Value } from "../python/value.ts";

/** Names and their values; what is not here is looked up outside. */
export class Scope {
  /** Most scopes never hold a name. */
  #names: Map<string, Value> | null = null;
  readonly #outer: Scope | null;

  constructor(outer: Scope | null) {
    this.#outer = outer;
  }

  get(name: string): Value | undefined {
    let value = this.#names?.get(name);
    for (let scope = this.#outer; scope && value === undefined; scope = scope.#outer) {
      value = scope.#names?.get(name);
    }
    return value;
  }

  set(name: string, value: Value): void {
    this.#names ??= new Map();
    this.#names.set(name, value);
  }
}
