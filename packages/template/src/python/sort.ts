import type { Budget } from "../evaluate/budget.ts";
import { compare } from "./compare.ts";
import type { Value } from "./value.ts";

/** Sorted as Python's `sorted`: stable, in reverse too; fails where two keys cannot be ordered. */
export function sortValues(
  items: readonly Value[],
  keyOf: (item: Value) => Value,
  reverse: boolean,
  budget: Budget,
): Value[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  const sign = reverse ? -1 : 1;
  keyed.sort((left, right) => {
    const order = compare(right.key, left.key, "<", budget);
    return order < 0 ? sign : order > 0 ? -sign : 0;
  });
  return keyed.map(({ item }) => item);
}
