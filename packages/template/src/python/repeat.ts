import type { Budget } from "../evaluate/budget.ts";
import { Fault } from "../error.ts";
import { Markup } from "./markup.ts";
import { asCount, asNumber } from "./numbers.ts";
import { Tuple } from "./tuple.ts";
import type { Value } from "./value.ts";

/** `sequence * count`, or null when these two do not make one. */
export function repeat(sequence: Value, count: Value, budget: Budget): Value | null {
  const number = asNumber(count);
  if (typeof number !== "bigint") return null;
  if (BigInt.asIntN(64, number) !== number) {
    throw new Fault("value", "cannot fit 'int' into an index-sized integer");
  }
  const times = Math.max(asCount(count), 0);
  if (typeof sequence === "string") return repeatText(sequence, times, budget);
  if (sequence instanceof Markup) return new Markup(repeatText(sequence.value, times, budget));
  if (Array.isArray(sequence)) return budget.list(repeatItems(sequence, times, budget));
  return sequence instanceof Tuple ? new Tuple(repeatItems(sequence.items, times, budget)) : null;
}

/** The size is charged before the text exists. */
export function repeatText(text: string, times: number, budget: Budget): string {
  const count = Math.max(times, 0);
  budget.bytes(text.length * count);
  return text === "" ? "" : text.repeat(count);
}

function repeatItems(items: readonly Value[], times: number, budget: Budget): Value[] {
  budget.bytes(16 * items.length * times);
  const repeated: Value[] = [];
  if (items.length === 0) return repeated;
  for (let round = 0; round < times; round += 1) repeated.push(...items);
  return repeated;
}
