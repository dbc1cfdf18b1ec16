import type { Budget } from "../evaluate/budget.ts";
import { codePointLength } from "../python/code-points.ts";
import { compare } from "../python/compare.ts";
import { originalKey } from "../python/dict.ts";
import { Printer } from "../python/printer.ts";
import { reprString } from "../python/string-repr.ts";
import { Tuple } from "../python/tuple.ts";
import { typeName } from "../python/type-name.ts";
import { Fault } from "../error.ts";
import type { Dict, Value } from "../python/value.ts";

const WIDTH = 80;

/** Where a value starts on its line, and how much must still fit behind it. */
interface Place {
  readonly indent: number;
  readonly after: number;
  readonly level: number;
}

/** `pprint.pformat`: on one line if it fits in 80 columns, else one item a line; dicts by their keys. */
export function prettyPrint(value: Value, budget: Budget): string {
  return format(value, { indent: 0, after: 0, level: 0 }, new SortingPrinter(budget), budget);
}

function format(value: Value, place: Place, printer: SortingPrinter, budget: Budget): string {
  return budget.nested(() => {
    const flat = printer.repr(value);
    budget.walk(flat, 8);
    if (codePointLength(flat) <= WIDTH - place.indent - place.after) return flat;
    const inner = { ...place, level: place.level + 1 };
    if (typeof value === "string") {
      budget.walk(value, 2);
      return formatText(value, flat, inner);
    }
    if (value instanceof Map && value.size > 0) return formatDict(value, inner, printer, budget);
    if (Array.isArray(value)) return formatItems("[", value, "]", inner, printer, budget);
    if (value instanceof Tuple) {
      return formatItems("(", value.items, value.items.length === 1 ? ",)" : ")", inner, printer, budget);
    }
    return flat;
  });
}

function formatDict(dict: Dict, place: Place, printer: SortingPrinter, budget: Budget): string {
  const indent = place.indent + 1;
  const entries = sortedEntries(dict, budget);
  const lines = entries.map(([key, value], index) => {
    const name = `${printer.repr(key)}: `;
    const after = index === entries.length - 1 ? place.after + 1 : 1;
    return name + format(value, { ...place, indent: indent + codePointLength(name), after }, printer, budget);
  });
  return `{${join(lines, indent, budget)}}`;
}

function formatItems(
  open: string,
  items: readonly Value[],
  close: string,
  place: Place,
  printer: SortingPrinter,
  budget: Budget,
): string {
  const indent = place.indent + 1;
  const lines = items.map((item, index) => {
    const after = index === items.length - 1 ? place.after + close.length : 1;
    return format(item, { ...place, indent, after }, printer, budget);
  });
  return open + join(lines, indent, budget) + close;
}

function join(lines: readonly string[], indent: number, budget: Budget): string {
  budget.bytes(lines.length * (indent + 2));
  return budget.text(lines.join(`,\n${" ".repeat(indent)}`));
}

/** A long text is cut at its spaces into literals that stand below each other. */
function formatText(text: string, flat: string, place: Place): string {
  const top = place.level === 1;
  const indent = place.indent + (top ? 1 : 0);
  const after = place.after + (top ? 1 : 0);
  const chunks: string[] = [];
  const lines = text.split(/(?<=\n)/);
  for (const [number, line] of lines.entries()) {
    const last = number === lines.length - 1;
    const whole = reprString(line);
    if (codePointLength(whole) <= WIDTH - indent - (last ? after : 0)) chunks.push(whole);
    else chunks.push(...cutLine(line, indent, last ? after : 0));
  }
  if (chunks.length === 1) return flat;
  const body = chunks.join(`\n${" ".repeat(indent)}`);
  return top ? `(${body})` : body;
}

function cutLine(line: string, indent: number, after: number): string[] {
  const chunks: string[] = [];
  const words = line.match(/\S*\s*/g)?.slice(0, -1) ?? [];
  let current = "";
  for (const [index, word] of words.entries()) {
    const room = WIDTH - indent - (index === words.length - 1 ? after : 0);
    if (codePointLength(reprString(current + word)) > room) {
      if (current !== "") chunks.push(reprString(current));
      current = word;
    } else current += word;
  }
  if (current !== "") chunks.push(reprString(current));
  return chunks;
}

/** By key where the keys can be ordered, else by the names of their types. */
function sortedEntries(dict: Dict, budget: Budget): (readonly [Value, Value])[] {
  const entries = Array.from(dict, ([key, value]) => [originalKey(dict, key), value] as const);
  return entries.toSorted(([left], [right]) => {
    try {
      return compare(left, right, "<", budget);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "type") throw error;
      return compare(typeName(left), typeName(right), "<", budget);
    }
  });
}

/** Prints dicts within the value in the order of their keys, too. */
class SortingPrinter extends Printer {
  protected override entries(dict: Dict): Iterable<readonly [Value, Value]> {
    return sortedEntries(dict, this.budget);
  }
}
