import type { Data } from "../data.ts";
import { isTooLong } from "../data/integer-length.ts";
import { Fault } from "../error.ts";
import { uncalledMethod } from "../python/callable.ts";
import { DateTime } from "../python/date-time.ts";
import { MadeDict, originalKey } from "../python/dict.ts";
import { Markup } from "../python/markup.ts";
import { print } from "../python/printer.ts";
import { iterate } from "../python/sequence.ts";
import { Thing } from "../python/thing.ts";
import { typeName } from "../python/type-name.ts";
import { Undefined } from "../python/undefined.ts";
import type { Dict, Value } from "../python/value.ts";
import type { Budget } from "./budget.ts";

/** A value as it leaves the template: what came from the context goes out untouched, the rest becomes data. */
export function toData(value: Value, budget: Budget): Data {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new Fault("value", "NaN and infinity are no data.");
  }
  if (typeof value === "bigint" && isTooLong(value))
    throw new Fault("value", "The integer is too large for data.");
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return budget.isMade(value) ? copyList(value, budget) : (value as Data);
  if (value instanceof MadeDict) return copyDict(value, budget);
  return value instanceof Thing ? thingToData(value, budget) : (value as Data);
}

function thingToData(thing: Thing, budget: Budget): Data {
  if (thing instanceof Undefined) return thing.strict || thing.code === "security" ? thing.fail() : null;
  if (thing instanceof Markup) return thing.value;
  if (thing instanceof DateTime) return thing.iso();
  if (thing.iterate() !== null) return copyList(thing, budget);
  throw uncalledMethod(thing) ?? new Fault("type", `a ${typeName(thing)} is no data`);
}

function copyList(value: Value, budget: Budget): Data[] {
  return budget.nested(() => Array.from(iterate(value, budget), (item) => toData(item, budget)));
}

/** Keys become text, as in JSON. */
function copyDict(dict: Dict, budget: Budget): Data {
  return budget.nested(() => {
    const copy = new Map<string, Data>();
    for (const [key, value] of dict) {
      budget.step();
      copy.set(keyText(originalKey(dict, key), budget), toData(value, budget));
    }
    return copy;
  });
}

function keyText(key: Value, budget: Budget): string {
  if (key === null) return "null";
  return typeof key === "boolean" ? String(key) : print(key, budget);
}
