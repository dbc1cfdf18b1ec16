import { DataError } from "@riposte/template";
import type { Data } from "@riposte/template";
import { Scalar } from "yaml";

/** Far below where the stack ends; no document of ours comes near it. */
const DEEPEST = 500;

/**
 * What `toJS({ mapAsMap: true })` gives where integers are read as bigint: data but for keys that are no text.
 * @throws DataError for what JSON has no form for: circles, and values of special tags.
 */
export function yamlData(value: unknown, around: readonly unknown[] = []): Data {
  if (typeof value !== "object" || value === null) return value as Data;
  if (around.includes(value)) throw new DataError("an alias stands within the very thing that it names");
  if (around.length >= DEEPEST) throw new DataError(TOO_DEEP);
  const inside = [...around, value];
  if (Array.isArray(value)) return value.map((item) => yamlData(item, inside));
  if (value instanceof Map)
    return new Map([...value].map(([key, item]) => [String(key ?? ""), yamlData(item, inside)]));
  throw new DataError(`a value of the tag for ${value.constructor.name} has no form in JSON`);
}

export const TOO_DEEP = "it is nested too deeply";

/** What `stringify` writes so that `yamlData` reads it back: by itself it writes 1.0 as 1. */
export function yamlOf(data: Data): unknown {
  if (Array.isArray(data)) return data.map(yamlOf);
  if (data instanceof Map) return new Map([...data].map(([key, item]) => [key, yamlOf(item)]));
  if (typeof data !== "number" || !Number.isInteger(data)) return data;
  const scalar = new Scalar(data);
  scalar.minFractionDigits = 1;
  return scalar;
}
