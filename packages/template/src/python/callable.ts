import type { CallArguments, Machine } from "../evaluate/machine.ts";
import { Fault } from "../error.ts";
import { Thing } from "./thing.ts";
import type { Value } from "./value.ts";

const METHOD = "builtin_function_or_method";

/** Whatever can be called: bound methods, global functions, macros. */
export class Callable extends Thing {
  override readonly typeName: string;
  readonly name: string;
  readonly invoke: (args: CallArguments, machine: Machine) => Value;

  constructor(name: string, invoke: (args: CallArguments, machine: Machine) => Value, typeName = METHOD) {
    super();
    this.name = name;
    this.invoke = invoke;
    this.typeName = typeName;
  }

  override repr(): string {
    return `<${this.typeName} ${this.name}>`;
  }

  override truthy(): boolean {
    return true;
  }
}

/** What a method says that was read where its result, or a field of its name, was meant; null for all else. */
export function uncalledMethod(value: Value): Fault | null {
  if (!(value instanceof Callable) || value.typeName !== METHOD) return null;
  const { name } = value;
  return new Fault(
    "type",
    `"${name}" is a method here: write ['${name}'] for a field of that name, or .${name}() to call it`,
  );
}
