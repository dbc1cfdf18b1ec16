import type { Value } from "../python/value.ts";
import type { Undefined } from "../python/undefined.ts";
import type { Budget } from "./budget.ts";

export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** What filters, tests and methods may ask of the rendering they are part of. */
export interface Machine {
  readonly budget: Budget;
  /** Milliseconds since 1970; templates have no other clock. */
  readonly now: number | null;
  /** Whatever comes to mean something else from a number on asks for it, so that older plans keep their meaning. */
  readonly semantics: number;
  /** A number in [0, 1) drawn from the seed. */
  readonly random: () => number;
  /** Whether printed values are escaped: inside `{% autoescape true %}`. */
  readonly autoescape: boolean;
  readonly undefined: (message: string) => Undefined;
  readonly attribute: (value: Value, name: string) => Value;
  readonly item: (value: Value, key: Value) => Value;
  readonly call: (callee: Value, args: CallArguments) => Value;
  readonly filter: (name: string, input: Value, args: CallArguments) => Value;
  readonly test: (name: string, input: Value, args: CallArguments) => boolean;
}
