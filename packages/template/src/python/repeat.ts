import type { Budget } from "../evaluate/budget.ts";
import { Markup } from "./markup.ts";
import { asCount, asNumber } from "./numbers.ts";
import { Tuple } from "./tuple.ts";
import type { Value } from "./value.ts";

/** `sequence * count`, or null when these two do not make one. */
export function repeat(sequence: Value, count: Value, budget: Budget): Value | null {
  if (typeof asNumber(count) !== "bigint") return null;
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
