import type { CallArguments, Machine } from "../evaluate/machine.ts";
import { Thing } from "./thing.ts";
import type { Value } from "./value.ts";

/** Whatever can be called: bound methods, global functions, macros. */
export class Callable extends Thing {
  override readonly typeName: string;
  readonly name: string;
  readonly invoke: (args: CallArguments, machine: Machine) => Value;

  constructor(
    name: string,
    invoke: (args: CallArguments, machine: Machine) => Value,
    typeName = "builtin_function_or_method",
  ) {
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
