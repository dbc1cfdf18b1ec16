import { argumentEntries } from "../methods/dict-methods.ts";
import { Fault } from "../error.ts";
import { Callable } from "../python/callable.ts";
import { asIndex } from "../python/numbers.ts";
import { Range } from "../python/range.ts";
import type { Thing } from "../python/thing.ts";
import type { Value } from "../python/value.ts";
import { Cycler, createJoiner } from "./cycler.ts";
import type { CallArguments, Machine } from "./machine.ts";
import { Namespace } from "./namespace.ts";
import { utcNow } from "./utc-now.ts";

type Global = (args: CallArguments, machine: Machine) => Value;

const FUNCTIONS: Readonly<Record<string, Global>> = {
  range: ({ positional }) => {
    const [first = 0n, second, step = 1n] = positional.map((value) => asIndex(value));
    if (positional.length === 0) throw new Fault("type", "range expected at least 1 argument, got 0");
    return second === undefined ? new Range(0n, first, 1n) : new Range(first, second, step);
  },
  dict: (args, { budget }) => budget.dict(argumentEntries(args, budget)),
  namespace: (args, { budget }) => new Namespace(budget.dict(argumentEntries(args, budget))),
  cycler: ({ positional }) => new Cycler(positional),
  joiner: ({ positional, named }) => createJoiner(positional[0] ?? named.get("sep") ?? ", "),
  utcnow: (_args, { now }) => utcNow(now),
};

/** What every template can call without its being in the context; a name in the context hides it. */
export const GLOBALS: ReadonlyMap<string, Thing> = new Map(
  Object.entries(FUNCTIONS).map(([name, run]) => [name, new Callable(name, run, "function")] as const),
);
