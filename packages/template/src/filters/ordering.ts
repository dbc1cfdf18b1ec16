import type { Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation } from "../evaluate/signature.ts";
import type { Bound, Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { compare, equals } from "../python/compare.ts";
import { getEntry, originalKey } from "../python/dict.ts";
import { asIndex } from "../python/numbers.ts";
import { OneShot } from "../python/iterator.ts";
import { iterate, toArray, truthy } from "../python/sequence.ts";
import { sortValues } from "../python/sort.ts";
import { GroupTuple, Tuple } from "../python/tuple.ts";
import { typeName } from "../python/type-name.ts";
import type { Value } from "../python/value.ts";
import { attributeGetter, attributesGetter, ignoreCase } from "./attribute-getter.ts";

const BY_ATTRIBUTE = { case_sensitive: false, attribute: null } as const;

export const ORDERING_FILTERS: Readonly<Record<string, Operation<Value>>> = {
  sort: operation({ reverse: false, ...BY_ATTRIBUTE }, (value, args, machine) => {
    const get = attributesGetter(args.attribute, machine);
    const fold = truthy(args.case_sensitive) ? (key: Value) => key : ignoreCase;
    const keyOf = (item: Value): Value => get(item).map(fold);
    const items = toArray(value, machine.budget);
    return machine.budget.list(sortValues(items, keyOf, asIndex(args.reverse) !== 0n, machine.budget));
  }),
  dictsort: operation(
    { case_sensitive: false, by: "key", reverse: false },
    (value, { case_sensitive, by, reverse }, { budget }) => {
      if (by !== "key" && by !== "value") {
        throw new Fault("value", 'You can only sort by either "key" or "value"');
      }
      if (!(value instanceof Map))
        throw new Fault("type", `'${typeName(value)}' object has no attribute 'items'`);
      const items = Array.from(value, ([key, item]) => new Tuple([originalKey(value, key), item]));
      const fold = truthy(case_sensitive) ? (key: Value) => key : ignoreCase;
      const part = by === "key" ? 0 : 1;
      const keyOf = (item: Value): Value => fold((item as Tuple).items[part] ?? null);
      return budget.list(sortValues(items, keyOf, asIndex(reverse) !== 0n, budget));
    },
  ),
  unique: operation(BY_ATTRIBUTE, (value, args, machine) => new OneShot(unique(value, args, machine))),
  min: operation(BY_ATTRIBUTE, (value, args, machine) => extreme(value, args, machine, "<")),
  max: operation(BY_ATTRIBUTE, (value, args, machine) => extreme(value, args, machine, ">")),
  groupby: operation({ attribute: REQUIRED, default: null, case_sensitive: false }, (value, args, machine) =>
    machine.budget.list(groups(value, args, machine)),
  ),
};

function keyGetter(
  { attribute, case_sensitive }: Bound<typeof BY_ATTRIBUTE>,
  machine: Machine,
): (item: Value) => Value {
  const get = attributeGetter(attribute, machine);
  return truthy(case_sensitive) ? get : (item) => ignoreCase(get(item));
}

function* unique(value: Value, args: Bound<typeof BY_ATTRIBUTE>, machine: Machine): Generator<Value> {
  const keyOf = keyGetter(args, machine);
  const seen = machine.budget.dict();
  for (const item of iterate(value, machine.budget)) {
    const key = keyOf(item);
    if (getEntry(seen, key, machine.budget) === undefined) {
      machine.budget.setEntry(seen, key, true);
      yield item;
    }
  }
}

function extreme(
  value: Value,
  args: Bound<typeof BY_ATTRIBUTE>,
  machine: Machine,
  operator: "<" | ">",
): Value {
  const keyOf = keyGetter(args, machine);
  let best: Value | undefined;
  let bestKey: Value = null;
  for (const item of iterate(value, machine.budget)) {
    const key = keyOf(item);
    const order = best === undefined ? 0 : compare(key, bestKey, operator, machine.budget);
    if (best === undefined || (operator === "<" ? order < 0 : order > 0)) {
      best = item;
      bestKey = key;
    }
  }
  return best === undefined ? machine.undefined("No aggregated item, sequence was empty.") : best;
}

function groups(
  value: Value,
  args: { readonly attribute: Value; readonly default: Value; readonly case_sensitive: Value },
  machine: Machine,
): Value[] {
  const { budget } = machine;
  const get = attributeGetter(args.attribute, machine, args.default);
  const keyOf = truthy(args.case_sensitive) ? get : (item: Value) => ignoreCase(get(item));
  const sorted = sortValues(toArray(value, budget), keyOf, false, budget);
  const found: { key: Value; items: Value[] }[] = [];
  for (const item of sorted) {
    const key = keyOf(item);
    const open = found.at(-1);
    if (open && equals(open.key, key, budget)) open.items.push(item);
    else found.push({ key, items: [item] });
  }
  return found.map(({ items }) => new GroupTuple([get(items[0] ?? null), budget.list(items)]));
}
