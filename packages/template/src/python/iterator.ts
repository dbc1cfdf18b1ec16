import { Thing } from "./thing.ts";
import type { Value } from "./value.ts";

/** What `map`, `select`, `batch` … yield: it can be walked once, and has no length. */
export class OneShot extends Thing {
  override readonly typeName: string;
  readonly #items: Iterator<Value>;

  constructor(items: Iterable<Value>, typeName = "generator") {
    super();
    this.typeName = typeName;
    this.#items = items[Symbol.iterator]();
  }

  override repr(): string {
    return `<${this.typeName} object>`;
  }

  override truthy(): boolean {
    return true;
  }

  override iterate(): Iterable<Value> {
    const next = (): IteratorResult<Value> => this.#items.next();
    return { [Symbol.iterator]: () => ({ next }) };
  }
}
