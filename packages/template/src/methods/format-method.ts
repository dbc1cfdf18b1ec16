import type { CallArguments, Machine } from "../evaluate/machine.ts";
import { Fault } from "../error.ts";
import { formatValue } from "../python/format-spec.ts";
import { ascii, print, repr } from "../python/printer.ts";
import type { Value } from "../python/value.ts";

/** `text.format(…)`: `{}`, `{0}`, `{name.attribute[key]!r:spec}`. */
export function formatText(text: string, args: CallArguments, machine: Machine): string {
  return new Formatter(args, machine).run(text, 2);
}

class Formatter {
  readonly #args: CallArguments;
  readonly #machine: Machine;
  #next = 0;

  constructor(args: CallArguments, machine: Machine) {
    this.#args = args;
    this.#machine = machine;
  }

  run(text: string, depth: number): string {
    if (depth < 0) throw new Fault("value", "Max string recursion exceeded");
    let result = "";
    let at = 0;
    while (at < text.length) {
      const brace = text.slice(at).search(/[{}]/);
      if (brace < 0) break;
      const open = at + brace;
      result += text.slice(at, open);
      if (text[open + 1] === text[open]) {
        result += text[open];
        at = open + 2;
        continue;
      }
      if (text[open] === "}") throw new Fault("value", "Single '}' encountered in format string");
      const close = closingBrace(text, open);
      result += this.#field(text.slice(open + 1, close), depth);
      at = close + 1;
    }
    return this.#machine.budget.text(result + text.slice(at));
  }

  #field(field: string, depth: number): string {
    this.#machine.budget.step();
    const match = /^([^!:]*(?:\[[^\]]*\][^!:]*)*)(?:!([\s\S]))?(?::([\s\S]*))?$/.exec(field);
    if (!match) throw new Fault("value", "expected ':' after conversion specifier");
    const [, path = "", conversion, spec = ""] = match;
    const value = this.#convert(this.#resolve(path), conversion);
    return formatValue(value, this.run(spec, depth - 1), this.#machine.budget);
  }

  #convert(value: Value, conversion: string | undefined): Value {
    if (conversion === undefined) return value;
    if (conversion === "s") return print(value, this.#machine.budget);
    if (conversion === "r") return repr(value, this.#machine.budget);
    if (conversion === "a") return ascii(value, this.#machine.budget);
    throw new Fault("value", `Unknown conversion specifier ${conversion}`);
  }

  #resolve(path: string): Value {
    const head = /^[^.[]*/.exec(path)?.[0] ?? "";
    let value = this.#argument(head);
    for (const link of path.slice(head.length).matchAll(/\.([^.[]+)|\[([^\]]+)\]|([\s\S])/g)) {
      const [, name, key] = link;
      if (name !== undefined) value = this.#machine.attribute(value, name);
      else if (key !== undefined) value = this.#machine.item(value, /^[0-9]+$/.test(key) ? BigInt(key) : key);
      else throw new Fault("value", "Only '.' or '[' may follow ']' in format field specifier");
    }
    return value;
  }

  #argument(name: string): Value {
    const { positional, named } = this.#args;
    if (name !== "" && !/^[0-9]+$/.test(name)) {
      const value = named.get(name);
      if (value === undefined) throw new Fault("value", `there is no argument '${name}' to format`);
      return value;
    }
    const index = name === "" ? this.#next : Number(name);
    if (name === "") this.#next += 1;
    const value = positional[index];
    if (value === undefined) {
      throw new Fault("value", `Replacement index ${index} out of range for positional args tuple`);
    }
    return value;
  }
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  throw new Fault("value", "expected '}' before end of string");
}
