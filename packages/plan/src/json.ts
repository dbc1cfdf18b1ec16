import { z } from "zod";
import type { JsonObject, JsonValue } from "./plan.ts";
import { isWellFormed } from "./tree-data.ts";

const DEEPEST = 64;

/**
 * JSON that is taken as it is. `z.json()` would copy it, and lose a key called `__proto__` on the way.
 */
export const jsonValue = z.custom<JsonValue>((value) => isJson(value, DEEPEST), {
  error: `must be JSON, nested at most ${DEEPEST} deep`,
});

export const jsonObject = z.custom<JsonObject>((value) => isRecord(value) && isJson(value, DEEPEST), {
  error: `must be a JSON object, nested at most ${DEEPEST} deep`,
});

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth - 1));
  if (!isRecord(value)) return false;
  return Object.values(value).every((item) => isJson(item, depth - 1)) && isWellFormed(value as JsonObject);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
