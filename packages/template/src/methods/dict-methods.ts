import type { CallArguments, Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { MadeDict, deleteEntry, getEntry, originalKey } from "../python/dict.ts";
import { repr } from "../python/printer.ts";
import { iterate, toArray } from "../python/sequence.ts";
import { Tuple } from "../python/tuple.ts";
import { Undefined } from "../python/undefined.ts";
import { DictView } from "../python/views.ts";
import type { Dict, Value } from "../python/value.ts";
import { refuseChange } from "./refuse-change.ts";

export const DICT_METHODS: ReadonlyMap<string, Operation<Dict>> = new Map(
  Object.entries<Operation<Dict>>({
    keys: plain((dict) => new DictView(dict, "keys")),
    values: plain((dict) => new DictView(dict, "values")),
    items: plain((dict) => new DictView(dict, "items")),
    get: operation({ key: REQUIRED, default: null }, (dict, args, { budget }) => {
      const value = getEntry(dict, args.key, budget);
      return value === undefined ? args.default : value;
    }),
    copy: plain((dict, { budget }) => budget.dict(entriesOf(dict))),
    pop: changing((dict, args, { budget }) => {
      const [key, fallback] = args.positional;
      if (key === undefined) throw new Fault("type", "pop expected at least 1 argument, got 0");
      const value = getEntry(dict, key, budget);
      if (value === undefined && fallback === undefined) throw new Fault("value", repr(key, budget));
      deleteEntry(dict, key, budget);
      return value === undefined ? (fallback ?? null) : value;
    }),
    popitem: changing((dict, _args, { budget }) => {
      budget.step(dict.size >> 3);
      const last = Array.from(dict.keys()).at(-1);
      if (last === undefined) throw new Fault("value", "popitem(): dictionary is empty");
      const item = new Tuple([originalKey(dict, last), dict.get(last) ?? null]);
      deleteEntry(dict, last, budget);
      return item;
    }),
    setdefault: changing((dict, { positional: [key = null, fallback = null] }, { budget }) => {
      const value = getEntry(dict, key, budget);
      if (value !== undefined) return value;
      budget.setEntry(dict, key, fallback);
      return fallback;
    }),
    update: changing((dict, args, { budget }) => {
      for (const [key, value] of argumentEntries(args, budget)) budget.setEntry(dict, key, value);
      return null;
    }),
    clear: changing((dict) => {
      dict.clear();
      dict.originals = null;
      dict.tuples = null;
      return null;
    }),
  }),
);

/** What `dict(…)` and `update(…)` take: a dict or pairs, and names with values. */
export function* argumentEntries(
  args: CallArguments,
  budget: Machine["budget"],
): Generator<readonly [Value, Value]> {
  if (args.positional.length > 1) throw new Fault("type", "expected at most 1 argument");
  const [source] = args.positional;
  if (source instanceof Undefined) source.fail();
  if (source instanceof Map) yield* entriesOf(source);
  else if (source !== undefined) {
    for (const pair of iterate(source, budget)) {
      const parts = toArray(pair, budget);
      if (parts.length !== 2) throw new Fault("value", "each element must be a pair of key and value");
      yield [parts[0] ?? null, parts[1] ?? null];
    }
  }
  yield* args.named;
}

function* entriesOf(dict: Dict): Generator<readonly [Value, Value]> {
  for (const [key, value] of dict) yield [originalKey(dict, key), value];
}

function changing(run: (dict: MadeDict, args: CallArguments, machine: Machine) => Value): Operation<Dict> {
  return (dict, args, machine) =>
    dict instanceof MadeDict ? run(dict, args, machine) : refuseChange("dict");
}
