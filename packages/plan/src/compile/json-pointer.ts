import { isRecord } from "../json.ts";
import type { JsonObject } from "../plan.ts";

/** The keys of `/a/b%20c/0`, or of the same as a fragment: `#/a/…`. */
export function pointerParts(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands there; undefined where nothing does. */
export function lookUp(schema: JsonObject, parts: readonly string[]): unknown {
  let value: unknown = schema;
  for (const part of parts) {
    if (Array.isArray(value)) value = (value as unknown[])[Number(part)];
    else value = isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return value;
}
