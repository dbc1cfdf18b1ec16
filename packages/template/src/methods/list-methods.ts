import type { Machine } from "../evaluate/machine.ts";
import { REQUIRED, operation, plain } from "../evaluate/signature.ts";
import type { Operation } from "../evaluate/signature.ts";
import { Fault } from "../error.ts";
import { equals } from "../python/compare.ts";
import { asCount, asIndex } from "../python/numbers.ts";
import { isSame, toArray } from "../python/sequence.ts";
import { sortValues } from "../python/sort.ts";
import { repr } from "../python/printer.ts";
import type { Value } from "../python/value.ts";
import { refuseChange } from "./refuse-change.ts";

/** Reading methods, which tuples share. */
export const SEQUENCE_METHODS: ReadonlyMap<string, Operation<readonly Value[]>> = new Map(
  Object.entries<Operation<readonly Value[]>>({
    count: operation({ value: REQUIRED }, (items, { value }, machine) => {
      return BigInt(
        items.filter((item) => isSame(item, value) || equals(item, value, machine.budget)).length,
      );
    }),
    index: operation({ value: REQUIRED, start: 0n, stop: null }, (items, { value, start, stop }, machine) => {
      const first = clampIndex(items, asCount(start));
      const last = stop === null ? items.length : clampIndex(items, asCount(stop));
      for (let index = first; index < last; index += 1) {
        if (equals(items[index] ?? null, value, machine.budget)) return BigInt(index);
      }
      throw new Fault("value", `${repr(value, machine.budget)} is not in list`);
    }),
  }),
);

export const LIST_METHODS: ReadonlyMap<string, Operation<Value[]>> = new Map(
  Object.entries<Operation<Value[]>>({
    append: changing(
      operation({ value: REQUIRED }, (list, { value }, { budget }) => {
        budget.slot();
        list.push(value);
        return null;
      }),
    ),
    extend: changing(
      operation({ values: REQUIRED }, (list, { values }, { budget }) => {
        for (const value of toArray(values, budget)) {
          budget.slot();
          list.push(value);
        }
        return null;
      }),
    ),
    insert: changing(
      operation({ index: REQUIRED, value: REQUIRED }, (list, { index, value }, { budget }) => {
        budget.slot();
        budget.step(1 + (list.length >> 6));
        list.splice(clampIndex(list, asCount(index)), 0, value);
        return null;
      }),
    ),
    pop: changing(
      operation({ index: -1n }, (list, { index }, { budget }) => {
        if (list.length === 0) throw new Fault("value", "pop from empty list");
        const at = asCount(index) < 0 ? asCount(index) + list.length : asCount(index);
        if (at < 0 || at >= list.length) throw new Fault("value", "pop index out of range");
        budget.step(1 + (list.length >> 6));
        return list.splice(at, 1)[0] ?? null;
      }),
    ),
    remove: changing(
      operation({ value: REQUIRED }, (list, { value }, { budget }) => {
        const at = list.findIndex((item) => equals(item, value, budget));
        if (at < 0) throw new Fault("value", "list.remove(x): x not in list");
        list.splice(at, 1);
        return null;
      }),
    ),
    clear: changing(
      plain((list) => {
        list.length = 0;
        return null;
      }),
    ),
    reverse: changing(
      plain((list, { budget }) => {
        budget.step(list.length);
        list.reverse();
        return null;
      }),
    ),
    sort: changing(
      operation({ reverse: false, key: null }, (list, { reverse, key }, machine) => {
        const sorted = sortValues(
          list,
          (item) => keyOf(item, key, machine),
          asIndex(reverse) !== 0n,
          machine.budget,
        );
        list.splice(0, list.length, ...sorted);
        return null;
      }),
    ),
    copy: plain((list, { budget }) => budget.list([...list])),
  }),
);

function keyOf(item: Value, key: Value, machine: Machine): Value {
  return key === null ? item : machine.call(key, { positional: [item], named: new Map() });
}

function changing(run: Operation<Value[]>): Operation<Value[]> {
  return (list, args, machine) => {
    if (!machine.budget.isMade(list)) refuseChange("list");
    return run(list, args, machine);
  };
}

function clampIndex(items: readonly Value[], index: number): number {
  return Math.min(Math.max(index < 0 ? index + items.length : index, 0), items.length);
}
