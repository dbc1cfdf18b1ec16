import type { Data } from "@riposte/template";
import { Scalar } from "yaml";

/** What `toJS({ mapAsMap: true })` gives where integers are read as bigint: data but for keys that are no text. */
export function yamlData(value: unknown): Data {
  if (Array.isArray(value)) return value.map(yamlData);
  if (!(value instanceof Map)) return value as Data;
  return new Map([...value].map(([key, item]) => [String(key ?? ""), yamlData(item)]));
}

/** What `stringify` writes so that `yamlData` reads it back: by itself it writes 1.0 as 1. */
export function yamlOf(data: Data): unknown {
  if (Array.isArray(data)) return data.map(yamlOf);
  if (data instanceof Map) return new Map([...data].map(([key, item]) => [key, yamlOf(item)]));
  if (typeof data !== "number" || !Number.isInteger(data)) return data;
  const scalar = new Scalar(data);
  scalar.minFractionDigits = 1;
  return scalar;
}
