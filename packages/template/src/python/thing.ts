import type { Printer } from "./printer.ts";
import type { Value } from "./value.ts";

/**
 * A value that is no data: tuple, undefined, range, namespace, macro … What templates can reach of it is
 * exactly what its methods here give away; no JavaScript property is ever visible.
 */
export abstract class Thing {
  /** As Python's error messages call its type. */
  abstract readonly typeName: string;

  repr(_printer: Printer): string {
    return `<${this.typeName} object>`;
  }

  /** What printing gives; the same as `repr` unless the type says otherwise. */
  text(printer: Printer): string {
    return this.repr(printer);
  }

  truthy(): boolean {
    return this.size() !== 0;
  }

  /** Null when the type has no length. */
  size(): number | null {
    return null;
  }

  /** Null when it cannot be iterated. */
  iterate(): Iterable<Value> | null {
    return null;
  }

  /** Undefined when there is no such attribute. */
  attribute(_name: string): Value | undefined {
    return undefined;
  }
}
