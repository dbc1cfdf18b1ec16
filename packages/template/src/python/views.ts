import { originalKey } from "./dict.ts";
import type { Printer } from "./printer.ts";
import { Thing } from "./thing.ts";
import { Tuple } from "./tuple.ts";
import type { Dict, Value } from "./value.ts";

/** `dict.keys()`, `.values()` and `.items()`: they look at the dict and copy nothing. */
export class DictView extends Thing {
  override readonly typeName: string;
  readonly dict: Dict;
  readonly #part: "keys" | "values" | "items";

  constructor(dict: Dict, part: "keys" | "values" | "items") {
    super();
    this.typeName = `dict_${part}`;
    this.dict = dict;
    this.#part = part;
  }

  override repr(printer: Printer): string {
    return `${this.typeName}(${printer.sequence(this, "[", this.iterate(), "]")})`;
  }

  override size(): number {
    return this.dict.size;
  }

  override *iterate(): Generator<Value> {
    for (const [key, value] of this.dict) {
      if (this.#part === "values") yield value;
      else if (this.#part === "keys") yield originalKey(this.dict, key);
      else yield new Tuple([originalKey(this.dict, key), value]);
    }
  }
}
