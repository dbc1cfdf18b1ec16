import type { Printer } from "./printer.ts";
import { Thing } from "./thing.ts";
import type { Value } from "./value.ts";

export class Tuple extends Thing {
  override readonly typeName: string = "tuple";
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }

  override repr(printer: Printer): string {
    return printer.sequence(this, "(", this.items, this.items.length === 1 ? ",)" : ")");
  }

  override size(): number {
    return this.items.length;
  }

  override iterate(): Iterable<Value> {
    return this.items;
  }
}

/** What `groupby` yields: a pair that also answers to names. */
export class GroupTuple extends Tuple {
  override attribute(name: string): Value | undefined {
    if (name === "grouper") return this.items[0];
    return name === "list" ? this.items[1] : undefined;
  }
}
